import type { SavitzkyGolay } from "./savitzky-golay.ts";
import { PLATEAU_THRESHOLD, SPIKE_THRESHOLD } from "./thresholds.ts";

/** What the smoothed voltage of a block can be: no plateau and no spike, no spike, or anything. */
export type Level = 0 | 1 | 2;

/** A block with samples below this is taken for one that can be anything, mV; no model neuron gets there. */
const FLOOR = -100;

export interface BlockLevels {
  start(): void;
  /** Looks at the whole blocks among the first `length` values, as far as it has not. */
  measure(length: number): void;
  /** Level of the block that begins at `start` with its neighbours, from which its smoothed values are. */
  around(start: number): Level;
  /** Follows the values when the first `samples`, whole blocks, are dropped. */
  shift(samples: number): void;
}

/** Bounds the smoothed voltage of blocks of `values`, so that few need smoothing. */
export function blockLevels(
  values: Float64Array,
  block: number,
  smoother: SavitzkyGolay,
): BlockLevels {
  const levels = new Uint8Array(Math.ceil(values.length / block));
  const noPlateau = smoother.ceiling(PLATEAU_THRESHOLD, FLOOR);
  const noSpike = smoother.ceiling(SPIKE_THRESHOLD, FLOOR);
  let measured = 0;

  const levelFrom = (from: number): Level => {
    if (within(values, from, from + block, noPlateau)) return 0;
    return within(values, from, from + block, noSpike) ? 1 : 2;
  };

  return {
    start() {
      measured = 0;
    },
    measure(length) {
      for (; (measured + 1) * block <= length; measured++)
        levels[measured] = levelFrom(measured * block);
    },
    around(start) {
      const b = start / block;
      return Math.max(levels[b - 1], levels[b], levels[b + 1]) as Level;
    },
    shift(samples) {
      levels.copyWithin(0, samples / block, measured);
      measured -= samples / block;
    },
  };
}

/** Whether all values, a multiple of four, lie between the floor and `ceiling`: one comparison each. */
function within(values: Float64Array, from: number, to: number, ceiling: number): boolean {
  const middle = (ceiling + FLOOR) / 2;
  const radius = (ceiling - FLOOR) / 2;
  for (let i = from; i < to; i += 4) {
    if (
      Math.abs(values[i] - middle) > radius ||
      Math.abs(values[i + 1] - middle) > radius ||
      Math.abs(values[i + 2] - middle) > radius ||
      Math.abs(values[i + 3] - middle) > radius
    )
      return false;
  }
  return true;
}
