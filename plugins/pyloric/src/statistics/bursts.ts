import { advancePlateau, advancePlateauBelow, plateau, startPlateau } from "./plateau.ts";

/** Spikes at least this far apart, ms, are of different bursts. */
export const SILENCE = 150;
/** A burst is kept if it lasts longer than this, ms, from its first to its last spike. */
export const SHORTEST = 40;
/** A burst's energy is of the samples from so many before its first spike … */
export const SAMPLES_BEFORE = 80;
/** … to so many after its last. */
export const SAMPLES_AFTER = 480;

/** The bursts of one neuron so far; samples are counted from the start of the window. */
export interface Bursts {
  readonly spikes: number;
  /** Kept bursts; the lists below hold so many entries. */
  readonly count: number;
  /** Sample of the first spike. */
  readonly starts: Int32Array;
  /** Sample of the last spike so far. */
  readonly ends: Int32Array;
  /** Longest plateau, in samples. */
  readonly plateaus: Int32Array;
  /** Summed energy rates, nW/cm2. */
  readonly energies: Float64Array;
  /** First spike of the latest burst, kept or not; -1 before the first. */
  readonly latestStart: number;
  /** The latest spike. */
  readonly latestSpike: number;
  readonly latestKept: boolean;
}

export interface BurstDetector {
  readonly bursts: Bursts;
  start(): void;
  /** Spikes come in order of time. */
  spike(sample: number): void;
  /** Looks for plateaus in the samples before `until`; all of them lie `below` if so. */
  advance(until: number, below: boolean): void;
}

interface BurstOptions {
  /** Time between samples, ms. */
  readonly dt: number;
  /** Samples in the window. */
  readonly samples: number;
  /** Smoothed voltage, mV, of a sample seen lately. */
  readonly smoothed: (sample: number) => number;
  /** Sum of the energy rates of the samples before this one of late. */
  readonly energyBefore: (sample: number) => number;
}

/**
 * Groups spikes into bursts while they are found. Times are compared as multiples of `dt` in float64, as the
 * published analysis does. Two plateaus are under way at most: that of the last kept burst, which goes on
 * until the next kept one, and that of a later burst too short yet to be kept.
 */
export function burstDetector({
  dt,
  samples,
  smoothed,
  energyBefore,
}: BurstOptions): BurstDetector {
  // Kept bursts begin more than SHORTEST + SILENCE apart.
  const capacity = Math.floor((samples * dt) / (SHORTEST + SILENCE)) + 2;
  const bursts = {
    spikes: 0,
    count: 0,
    starts: new Int32Array(capacity),
    ends: new Int32Array(capacity),
    plateaus: new Int32Array(capacity),
    energies: new Float64Array(capacity),
    latestStart: -1,
    latestSpike: -1,
    latestKept: false,
  };
  let kept = plateau();
  let latest = plateau();
  let keptUntilLatest = 0;
  let energyOffset = 0;

  const beginBurst = (sample: number) => {
    bursts.latestStart = sample;
    bursts.latestKept = false;
    keptUntilLatest = kept.longest;
    startPlateau(latest, sample);
    energyOffset = sample < SAMPLES_BEFORE ? Number.NaN : energyBefore(sample - SAMPLES_BEFORE);
  };
  const keepLatest = () => {
    if (bursts.count > 0) bursts.plateaus[bursts.count - 1] = keptUntilLatest;
    bursts.starts[bursts.count] = bursts.latestStart;
    bursts.count++;
    bursts.latestKept = true;
    [kept, latest] = [latest, kept];
  };
  const advance = (until: number, below: boolean) => {
    if (bursts.count > 0) advanceOne(kept, until, below);
    if (bursts.latestStart >= 0 && !bursts.latestKept) advanceOne(latest, until, below);
  };
  const advanceOne = (state: typeof kept, until: number, below: boolean) => {
    if (below) advancePlateauBelow(state, until);
    else advancePlateau(state, until, smoothed);
  };

  return {
    bursts,
    start() {
      bursts.spikes = 0;
      bursts.count = 0;
      bursts.latestStart = -1;
      bursts.latestSpike = -1;
      bursts.latestKept = false;
    },
    spike(sample) {
      advance(sample, false);
      if (bursts.spikes === 0 || sample * dt - bursts.latestSpike * dt >= SILENCE)
        beginBurst(sample);
      bursts.spikes++;
      bursts.latestSpike = sample;
      if (!bursts.latestKept && sample * dt - bursts.latestStart * dt > SHORTEST) keepLatest();
      if (bursts.count === 0) return;
      // The last burst's plateaus count up to the last spike of all.
      bursts.plateaus[bursts.count - 1] = kept.longest;
      if (!bursts.latestKept) return;
      bursts.ends[bursts.count - 1] = sample;
      const end = Math.min(sample + SAMPLES_AFTER, samples);
      bursts.energies[bursts.count - 1] = Number.isNaN(energyOffset)
        ? 0
        : energyBefore(end) - energyOffset;
    },
    advance,
  };
}
