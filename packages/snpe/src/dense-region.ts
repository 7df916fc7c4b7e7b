import { gatherRows } from "@retrodict/matrix";
import { pacer } from "@retrodict/nn";
import { stream } from "@retrodict/random";
import type { Distribution, Matrix, RunOptions } from "@retrodict/spec";
import { quantiles } from "@retrodict/stats";

/** Where a density holds all but a little of its mass. */
export interface DenseRegion {
  /** Finds the level, if it is not known yet, with pauses in between; stops early where `signal` says so. */
  prepare(options: RunOptions): Promise<void>;
  /** One answer per row. */
  contains(theta: Matrix): readonly boolean[];
}

export interface DenseRegionOptions {
  /** Mass left out, of what lies within. */
  readonly epsilon: number;
  /** Where it is looked for; one answer per row. */
  within(theta: Matrix): readonly boolean[];
}

/** The quantile at 1e-4 is then the tenth lowest density: the mass left out is known to a third. */
const LEVEL_DRAWS = 100_000;
const BATCH = 5000;

/**
 * The highest-density region {log q > τ} of a density, inside another region: τ is the ε-quantile of log q over its
 * own draws (Deistler et al. 2022). Draws and level are the same whoever asks first.
 */
export function denseRegion(
  density: Distribution,
  { epsilon, within }: DenseRegionOptions,
): DenseRegion {
  let level: number | undefined;
  return Object.freeze<DenseRegion>({
    async prepare({ signal }) {
      const pace = pacer();
      const run = search(density, { epsilon, within });
      while (level === undefined) {
        if (signal?.aborted) return;
        const step = run.next();
        if (step.done) level = step.value;
        await pace();
      }
    },
    contains(theta) {
      const least = (level ??= last(search(density, { epsilon, within })));
      const inside = within(theta);
      return Array.from(density.logDensity(theta), (log, i) => inside[i] && log > least);
    },
  });
}

/** The level, yielding after every batch; −∞, which leaves nothing out, where no draw lies within. */
function* search(
  density: Distribution,
  { epsilon, within }: DenseRegionOptions,
): Generator<void, number> {
  const rng = stream("tsnpe level");
  const logs = new Float64Array(LEVEL_DRAWS);
  let count = 0;
  for (let drawn = 0; drawn < LEVEL_DRAWS; drawn += BATCH) {
    const draws = density.sample(rng, BATCH);
    const inside = within(draws);
    const kept = gatherRows(
      draws,
      [...inside.keys()].filter((i) => inside[i]),
    );
    if (kept.rows > 0) logs.set(density.logDensity(kept), count);
    count += kept.rows;
    yield;
  }
  return count === 0 ? -Infinity : quantiles(logs.subarray(0, count), [epsilon])[0];
}

function last(run: Generator<void, number>): number {
  for (;;) {
    const step = run.next();
    if (step.done) return step.value;
  }
}
