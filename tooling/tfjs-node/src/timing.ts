import type { Step } from "./workloads.ts";

const WARM_UP = 10;

/** Milliseconds of one step: smallest and middle of `repeats`. */
export function timing(
  step: Step,
  repeats: number,
): { readonly min: number; readonly median: number } {
  for (let i = 0; i < WARM_UP; i++) step();
  const times = Array.from({ length: repeats }, () => {
    const started = performance.now();
    step();
    return performance.now() - started;
  }).toSorted((a, b) => a - b);
  return { min: rounded(times[0]), median: rounded(times[repeats >> 1]) };
}

/** Three significant digits. */
const rounded = (value: number): number => Number(value.toPrecision(3));
