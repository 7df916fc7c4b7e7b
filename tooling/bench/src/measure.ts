/** Milliseconds of one call of something. */
export interface Timing {
  readonly min: number;
  readonly median: number;
}

/** Each repeat lasts at least this long, so that the clock's grain does not matter. */
const REPEAT_MS = 25;

/**
 * Times `work`: calls it until compilers and caches are warm, then takes `repeats` averages over as many
 * calls as fill a repeat. The minimum is what the code costs, the median what the machine let it have.
 */
export function measure(work: () => void, repeats: number): Timing {
  const perCall = (calls: number) => {
    const started = performance.now();
    for (let i = 0; i < calls; i++) work();
    return (performance.now() - started) / calls;
  };
  let calls = 1;
  for (let warm = 0; warm < 8 * REPEAT_MS;) {
    const ms = perCall(calls);
    warm += ms * calls;
    calls = Math.max(1, Math.ceil(REPEAT_MS / ms));
  }
  return summarise(Array.from({ length: repeats }, () => perCall(calls)));
}

/** Smallest and middle of some measurements. */
export function summarise(values: readonly number[]): Timing {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median =
    sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { min: sorted[0], median };
}

/** Four significant digits: all a timing has. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
