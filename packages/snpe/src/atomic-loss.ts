/*
 * The atomic loss (Greenberg, Nonnenmacher & Macke 2019): which of a few parameters, drawn together, made these data?
 * Under the posterior q and a prior p each is the more likely the larger q / p is, whatever proposal they were drawn
 * from. That ratio is one of densities over the same units: the log-determinant of the space where the estimator sees
 * theta differs from atom to atom and belongs to it.
 */
import { assert } from "@retrodict/check";
import { matmul, matrix } from "@retrodict/matrix";
import type { Regression } from "@retrodict/neural-fit";
import { choice } from "@retrodict/random";
import type { Loss, Matrix, Pairs, Rng } from "@retrodict/spec";
import { logSumExp } from "@retrodict/stats";

export interface AtomicLossInput {
  /** Theta in its space, one row per simulation. */
  readonly values: Matrix;
  readonly context: Matrix;
  readonly regressors: Matrix;
  readonly line: Regression;
  /** `log |det d target / d theta|` per row. */
  readonly logDet: Float64Array;
  /** Log-density of the prior per row. */
  readonly logPrior: Float64Array;
  /** Parameters each x is paired with, its own among them; at most as many as a batch has rows. */
  readonly atoms: number;
  /** 1 where a row was drawn from the prior and its likelihood counts besides, 0 elsewhere. */
  readonly fromPrior: Uint8Array;
}

interface AtomicPairs extends Pairs {
  /** Pairs per x, which follow each other; the first is the true one. */
  readonly atoms: number;
  /** Added to every pair's score: `log |det| − log p(theta)`. */
  readonly offset: Float64Array;
  /** Per x: whether the likelihood of its own theta counts, and what takes its score there. */
  readonly fromPrior: Uint8Array;
  readonly logDet: Float64Array;
}

/** A batch of n rows is n × atoms pairs. Rows of one x stand together, so that an embedding reads it once. */
export function atomicLoss(input: AtomicLossInput): Loss<AtomicPairs> {
  const { values, context, line, logDet, logPrior } = input;
  const expected = matmul(input.regressors, line.slope);
  const offsets = logDet.map((value, i) => value - logPrior[i]);
  return Object.freeze<Loss<AtomicPairs>>({
    recipe: { module: import.meta.url, name: "atomicLoss", args: [input] },
    pairs(rng, rows) {
      const atoms = Math.min(input.atoms, rows.length);
      assert(
        atoms > 1,
        "argument",
        "snpe",
        () =>
          `expected batches of at least 2 simulations to tell apart, got ${rows.length}; use a larger batchSize or validationFraction`,
      );
      const { cols } = values;
      const target = matrix(rows.length * atoms, cols);
      const repeated = matrix(target.rows, context.cols);
      const offset = new Float64Array(target.rows);
      for (const [i, own] of rows.entries()) {
        const x = context.data.subarray(own * context.cols, (own + 1) * context.cols);
        for (const [a, atom] of atomsOf(rng, rows, i, atoms).entries()) {
          const pair = i * atoms + a;
          repeated.data.set(x, pair * context.cols);
          offset[pair] = offsets[atom];
          for (let j = 0; j < cols; j++) {
            const residual = values.data[atom * cols + j] - expected.data[own * cols + j];
            target.data[pair * cols + j] = residual / line.spread[j];
          }
        }
      }
      return {
        target,
        context: repeated,
        atoms,
        offset,
        fromPrior: Uint8Array.from(rows, (row) => input.fromPrior[row]),
        logDet: Float64Array.from(rows, (row) => logDet[row]),
      };
    },
    grade({ atoms, offset, fromPrior, logDet: own }, score, cotangent) {
      let loss = 0;
      const count = fromPrior.length;
      for (let i = 0; i < count; i++) {
        const from = i * atoms;
        const logits = offset
          .subarray(from, from + atoms)
          .map((value, a) => value + score[from + a]);
        const total = logSumExp(logits);
        loss += (total - logits[0]) / count;
        for (let a = 0; a < atoms; a++) cotangent[from + a] = Math.exp(logits[a] - total) / count;
        cotangent[from] -= 1 / count;
        if (fromPrior[i] === 0) continue;
        loss -= (score[from] + own[i]) / count;
        cotangent[from] -= 1 / count;
      }
      return loss;
    },
  });
}

/** Row `i` of the batch, then others of it, each at most once. */
function atomsOf(rng: Rng, rows: Uint32Array, i: number, atoms: number): readonly number[] {
  const others = choice(rng, rows.length - 1, atoms - 1);
  return [rows[i], ...Array.from(others, (k) => rows[k < i ? k : k + 1])];
}
