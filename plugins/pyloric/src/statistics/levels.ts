import type { SavitzkyGolay } from "./savitzky-golay.ts";
import { PLATEAU_THRESHOLD, SPIKE_THRESHOLD } from "./thresholds.ts";

/** How high the smoothed voltage of a block can be: 0 on no plateau, 1 in no spike, 2 anything. */
export type Level = 0 | 1 | 2;

const FLOOR = -100;

export function blockLevels(values: Float64Array, block: number, smoother: SavitzkyGolay) {
  const levels = new Uint8Array(Math.ceil(values.length / block));
  const low = smoother.ceiling(PLATEAU_THRESHOLD, FLOOR);
  const high = smoother.ceiling(SPIKE_THRESHOLD, FLOOR);
  let measured = 0;
  return {
    start() {
      measured = 0;
    },
    measure(length: number) {
      for (; (measured + 1) * block <= length; measured++) {
        const from = measured * block;
        levels[measured] = within(values, from, from + block, low)
          ? 0
          : within(values, from, from + block, high)
            ? 1
            : 2;
      }
    },
    around(start: number): Level {
      const b = start / block;
      return Math.max(levels[b - 1], levels[b], levels[b + 1]) as Level;
    },
    shift(samples: number) {
      levels.copyWithin(0, samples / block, measured);
      measured -= samples / block;
    },
  };
}

function within(values: Float64Array, from: number, to: number, ceiling: number): boolean {
  const radius = (ceiling - FLOOR) / 2;
  const offset = FLOOR + radius;
  for (let i = from; i < to; i += 4) {
    if (
      Math.abs(values[i] - offset) > radius ||
      Math.abs(values[i + 1] - offset) > radius ||
      Math.abs(values[i + 2] - offset) > radius ||
      Math.abs(values[i + 3] - offset) > radius
    )
      return false;
  }
  return true;
}
