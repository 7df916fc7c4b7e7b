/** The spectrum of a population's spike counts. */

/** Longest segment whose spectrum is taken, in samples. */
const LONGEST_SEGMENT = 256;

export interface PowerSpectrum {
  /** Power at `k * resolution`, over what independent Poisson processes of the same rate would have at any frequency. */
  readonly power: Float64Array;
  /** Hz */
  readonly resolution: number;
}

/**
 * Welch's estimate (IEEE Trans. Audio Electroacoust. 15, 1967) of the spectrum of counts per millisecond:
 * the mean over half-overlapping segments, the longest power of two up to 256 ms, tapered by Hann's window.
 */
export function powerSpectrum(counts: Uint32Array): PowerSpectrum {
  const length = Math.min(LONGEST_SEGMENT, 2 ** Math.floor(Math.log2(counts.length)));
  const mean = counts.reduce((a, b) => a + b, 0) / counts.length;
  const cosine = Float64Array.from({ length }, (_, i) => Math.cos((2 * Math.PI * i) / length));
  const taper = cosine.map((c) => 0.5 - 0.5 * c);
  const segment = new Float64Array(length);
  const power = new Float64Array(length / 2);
  let segments = 0;
  for (let start = 0; start + length <= counts.length; start += length / 2) {
    for (let i = 0; i < length; i++) segment[i] = (counts[start + i] - mean) * taper[i];
    addPower(segment, cosine, power);
    segments++;
  }
  // White noise of variance `mean`, as Poisson counts are, has this power in each segment.
  const poisson = mean * taper.reduce((sum, w) => sum + w * w, 0);
  return {
    power: power.map((sum) => sum / (segments * poisson)),
    resolution: 1000 / length,
  };
}

/** Adds the squared modulus of the segment's Fourier transform, which is short enough to be taken directly. */
function addPower(segment: Float64Array, cosine: Float64Array, out: Float64Array): void {
  const { length } = segment;
  const mask = length - 1;
  for (let k = 0; k < out.length; k++) {
    let real = 0;
    let imaginary = 0;
    for (let i = 0; i < length; i++) {
      const phase = k * i;
      real += segment[i] * cosine[phase & mask];
      imaginary += segment[i] * cosine[(phase + length / 4) & mask];
    }
    out[k] += real * real + imaginary * imaginary;
  }
}

/** Mean power from `low` up to but not including `high` Hz. */
export function bandPower({ power, resolution }: PowerSpectrum, low: number, high: number): number {
  const band = power.subarray(Math.ceil(low / resolution), Math.ceil(high / resolution));
  return band.reduce((sum, value) => sum + value, 0) / band.length;
}

/**
 * The frequency of the largest power, Hz, refined by a parabola through the logarithms around it. The lowest two
 * frequencies are left out: the taper spreads a drift of the rate over them.
 */
export function peakFrequency({ power, resolution }: PowerSpectrum): number {
  let peak = 2;
  for (let k = 3; k < power.length - 1; k++) if (power[k] > power[peak]) peak = k;
  const [before, at, after] = [-1, 0, 1].map((offset) => Math.log(power[peak + offset]));
  const curvature = before - 2 * at + after;
  const shift = curvature < 0 ? (before - after) / (2 * curvature) : 0;
  return (peak + Math.max(-0.5, Math.min(0.5, shift))) * resolution;
}
