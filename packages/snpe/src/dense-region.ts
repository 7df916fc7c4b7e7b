import { gatherRows, stackRows } from "@retrodict/matrix";
import { pacer } from "@retrodict/nn";
import { stream } from "@retrodict/random";
import type { Distribution, Matrix, RunOptions } from "@retrodict/spec";

/** One answer per row. */
type Inside = (theta: Matrix) => readonly boolean[];

/** Where a density holds all but a little of its mass. */
export interface DenseRegion {
  /** Finds the level, if it is not known yet, with pauses in between; stops early where `signal` says so. */
  prepare(options: RunOptions): Promise<void>;
  /** One answer per row; `logDensity` is the density's there, if it is known already. */
  contains(theta: Matrix, logDensity?: Float64Array): readonly boolean[];
}

export interface DenseRegionOptions {
  /** Mass left out, of what lies within. */
  readonly epsilon: number;
  /** Where it is looked for, asked in this order. */
  readonly within: readonly Inside[];
}

/** The quantile at 1e-4 is then the third lowest density: the mass left out is known to a factor of two. */
const LEVEL_DRAWS = 30_000;
const BATCH = 5000;

/**
 * The highest-density region {log q > τ} of a density, inside other regions: τ is the ε-quantile of log q over its
 * own draws there (Deistler et al. 2022). Draws and level are the same whoever asks first.
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
    contains(theta, logDensity = density.logDensity(theta)) {
      const least = (level ??= last(search(density, { epsilon, within })));
      const dense = [...logDensity.keys()].filter((i) => logDensity[i] > least);
      const answers = Array.from({ length: theta.rows }, () => false);
      for (const i of insideAll(theta, dense, within)) answers[i] = true;
      return answers;
    },
  });
}

/** Those of `rows` that are inside all regions; each is asked about the rows that are inside those before it alone. */
function insideAll(
  theta: Matrix,
  rows: readonly number[],
  regions: readonly Inside[],
): readonly number[] {
  return regions.reduce((kept, inside) => {
    if (kept.length === 0) return kept;
    const answers = inside(gatherRows(theta, kept));
    return kept.filter((_, k) => answers[k]);
  }, rows);
}

/**
 * The level, yielding after every batch; −∞, which leaves nothing out, where no draw lies within. To ask other regions
 * costs more than to draw, so they are asked about the first batch, for the share that lies within, and then about the
 * lowest draws until ε of that share have been found.
 */
function* search(
  density: Distribution,
  { epsilon, within }: DenseRegionOptions,
): Generator<void, number> {
  const rng = stream("tsnpe level");
  const batches: Matrix[] = [];
  const logs = new Float64Array(LEVEL_DRAWS);
  for (let drawn = 0; drawn < LEVEL_DRAWS; drawn += BATCH) {
    const draws = density.sample(rng, BATCH);
    logs.set(density.logDensity(draws), drawn);
    batches.push(draws);
    yield;
  }
  const draws = stackRows(...batches);
  const first = Array.from({ length: BATCH }, (_, i) => i);
  const share = insideAll(draws, first, within).length / BATCH;
  const lowest = [...logs.keys()].sort((i, j) => logs[i] - logs[j]);
  let missing = share * epsilon * LEVEL_DRAWS;
  for (let start = 0; missing > 0 && start < LEVEL_DRAWS; start += 100) {
    for (const i of insideAll(draws, lowest.slice(start, start + 100), within)) {
      if (--missing <= 0) return logs[i];
    }
    yield;
  }
  return -Infinity;
}

function last(run: Generator<void, number>): number {
  for (;;) {
    const step = run.next();
    if (step.done) return step.value;
  }
}
