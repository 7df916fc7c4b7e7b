/** Savitzky–Golay smoothing: the value of the least-squares cubic through a window of samples. */
export interface SavitzkyGolay {
  /** Samples in a window: `2 * halfWidth + 1`. */
  readonly width: number;
  readonly halfWidth: number;
  /** The smoothed value at `values[i]`, the centre of its window. */
  centre(values: Float64Array, i: number): number;
  /** `centre` of the samples from `values[from]` on, an even number of them. */
  centres(values: Float64Array, from: number, out: Float64Array): void;
  /** The cubic through the window that begins at `values[from]`, at its sample `offset`. */
  fit(values: Float64Array, from: number, offset: number): number;
  /** A window whose samples lie between `floor` and this has a smoothed centre of at most `limit`. */
  ceiling(limit: number, floor: number): number;
}

/** Weights from the discrete orthogonal polynomials of a centred window (Gram 1883), so in closed form. */
export function savitzkyGolay(halfWidth: number): SavitzkyGolay {
  const width = 2 * halfWidth + 1;
  const weights = fitWeights(halfWidth);
  const half = weights.slice(halfWidth * width + halfWidth, (halfWidth + 1) * width);
  const negative = half.reduce((sum, weight) => sum - 2 * Math.min(weight, 0), 0);
  const rounding = 1e-9;
  return {
    width,
    halfWidth,
    centre(values, i) {
      // From the outside in, as scipy adds them up.
      let sum = half[0] * values[i];
      for (let j = halfWidth; j > 0; j--) sum += half[j] * (values[i - j] + values[i + j]);
      return sum;
    },
    centres(values, from, out) {
      for (let i = 0; i < out.length; i += 2) {
        const centre = from + i;
        let even = half[0] * values[centre];
        let odd = half[0] * values[centre + 1];
        for (let j = halfWidth; j > 0; j--) {
          const weight = half[j];
          const left = centre - j;
          const right = centre + j;
          even += weight * (values[left] + values[right]);
          odd += weight * (values[left + 1] + values[right + 1]);
        }
        out[i] = even;
        out[i + 1] = odd;
      }
    },
    fit(values, from, offset) {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += weights[offset * width + j] * values[from + j];
      return sum;
    },
    ceiling: (limit, floor) => (limit + negative * floor) / (1 + negative) - rounding,
  };
}

/** Row `i` weighs the samples of a window for the cubic's value at its sample `i`. */
function fitWeights(halfWidth: number): Float64Array {
  const width = 2 * halfWidth + 1;
  const s = halfWidth * (halfWidth + 1);
  const polynomials = [
    () => 1,
    (t: number) => t,
    (t: number) => t ** 2 - s / 3,
    (t: number) => t ** 3 - ((3 * s - 1) / 5) * t,
  ];
  const rows = polynomials.map((p) =>
    Float64Array.from({ length: width }, (_, i) => p(i - halfWidth)),
  );
  const norms = rows.map((row) => row.reduce((sum, value) => sum + value ** 2, 0));
  return Float64Array.from({ length: width * width }, (_, k) => {
    const i = Math.floor(k / width);
    return rows.reduce((sum, row, d) => sum + (row[i] * row[k % width]) / norms[d], 0);
  });
}
