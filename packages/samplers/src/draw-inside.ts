import { matrix, row } from "@retrodict/matrix";
import { pacer } from "@retrodict/nn";
import type { Matrix, Rng, RunOptions } from "@retrodict/spec";

export interface DrawInsideOptions extends RunOptions {
  readonly dim: number;
  /** Candidates, one per row. */
  readonly draw: (rng: Rng, n: number) => Matrix;
  /** One answer per row. */
  readonly inside: (candidates: Matrix) => ArrayLike<boolean>;
  /** Candidates after which it gives up; 100 per sample asked for, and not before 100 000, unless given. */
  readonly budget?: number;
}

export interface DrawnInside {
  readonly samples: Matrix;
  readonly drawn: number;
  /** Draws that lay inside, those beyond the `n` asked for included. */
  readonly accepted: number;
  /** Says so where the budget ran out. */
  readonly warnings: readonly string[];
}

const DRAWS_PER_SAMPLE = 100;
const LEAST_BUDGET = 100_000;
/** Draws between two looks at the clock. */
const LARGEST_BATCH = 2000;

/**
 * The first `n` draws that lie inside, fewer when the budget runs out or `signal` stops it. The draws
 * are one sequence, so that neither the batches nor `n` change which come first.
 */
export async function drawInside(
  rng: Rng,
  n: number,
  { dim, draw, inside, budget = usualBudget(n), signal, onProgress }: DrawInsideOptions,
): Promise<DrawnInside> {
  const samples = new Float64Array(n * dim);
  const pace = pacer();
  let drawn = 0;
  let accepted = 0;
  while (accepted < n && drawn < budget) {
    if (signal?.aborted) break;
    const acceptance = drawn === 0 ? 1 : Math.max(accepted, 1) / drawn;
    const wanted = Math.ceil((1.1 * (n - accepted)) / acceptance);
    const batch = draw(rng, Math.min(LARGEST_BATCH, budget - drawn, wanted));
    const answers = inside(batch);
    for (let i = 0; i < batch.rows; i++) {
      if (!answers[i]) continue;
      if (accepted < n) samples.set(row(batch, i), accepted * dim);
      accepted++;
    }
    drawn += batch.rows;
    onProgress?.(Math.min(accepted, n), n);
    await pace();
  }
  const kept = Math.min(accepted, n);
  return {
    samples: matrix(kept, dim, samples.slice(0, kept * dim)),
    drawn,
    accepted,
    warnings:
      kept < n && drawn >= budget
        ? [
            `Only ${kept} of ${n} draws were found within the budget of ${drawn} candidates; what proposes them has little mass where they are allowed.`,
          ]
        : [],
  };
}

const usualBudget = (n: number): number => Math.max(LEAST_BUDGET, DRAWS_PER_SAMPLE * n);
