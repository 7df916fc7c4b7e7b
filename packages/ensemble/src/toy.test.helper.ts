/* A one-dimensional problem with two-dimensional data, and a loss that worker threads can make. */
import { gatherRows, matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Loss, Matrix, Rng } from "@retrodict/spec";

export function normals(rng: Rng, rows: number, cols: number): Matrix {
  return matrix(
    rows,
    cols,
    new Float64Array(rows * cols).map(() => rng.normal()),
  );
}

/** Maximum likelihood. */
export function likelihoodLoss(target: Matrix, context: Matrix): Loss {
  return {
    recipe: { module: import.meta.url, name: "likelihoodLoss", args: [target, context] },
    pairs: (_rng, rows) => ({
      target: gatherRows(target, rows),
      context: gatherRows(context, rows),
    }),
    grade(_pairs, score, cotangent) {
      cotangent.fill(-1 / score.length);
      return -score.reduce((sum, s) => sum + s / score.length, 0);
    },
  };
}

/** The target is normal about the product of the context's entries. */
function toyPairs(rng: Rng, rows: number): { readonly target: Matrix; readonly context: Matrix } {
  const context = normals(rng, rows, 2);
  const target = matrix(rows, 1);
  for (let i = 0; i < rows; i++) {
    target.data[i] = context.data[2 * i] * context.data[2 * i + 1] + 0.5 * rng.normal();
  }
  return { target, context };
}

export function toyLoss(rows: number) {
  const { target, context } = toyPairs(stream("toy"), rows);
  return {
    loss: likelihoodLoss(target, context),
    rows,
    heldOut: toyPairs(stream("held out"), 1000),
  };
}
