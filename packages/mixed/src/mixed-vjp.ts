import { assertLength, assertMatrix } from "@retrodict/check";
import { matrix } from "@retrodict/matrix";
import type { Matrix, ScoreVjp } from "@retrodict/spec";
import type { SplitTarget } from "./layout.ts";
import { addColumns, range, total, weightsOf, type Term } from "./terms.ts";

/** The sum's score and pullback; discrete columns of the target have gradient 0. */
export function mixedVjp(
  terms: readonly Term[],
  params: Float32Array,
  target: SplitTarget,
  context: Matrix,
): ScoreVjp {
  const weights = weightsOf(terms, params);
  const vjps = terms.map((term, t) => {
    const pairs = term.pairs(target, context);
    return { pairs, vjp: term.estimator.scoreVjp(weights[t], pairs.target, pairs.context) };
  });
  return {
    score: total(vjps.map(({ vjp }) => vjp.score)),
    pullback(cotangent, into) {
      assertLength(cotangent, context.rows, "cotangent", "mixed");
      if (into.params) assertLength(into.params, params.length, "into.params", "mixed");
      if (into.target) assertMatrix(into.target, { rows: context.rows }, "into.target", "mixed");
      if (into.context) assertMatrix(into.context, context, "into.context", "mixed");
      const shares = into.params && weightsOf(terms, into.params);
      terms.forEach(({ columns }, t) => {
        const { pairs, vjp } = vjps[t];
        const byContext = matrix(pairs.context.rows, pairs.context.cols);
        const byTarget = matrix(pairs.target.rows, pairs.target.cols);
        vjp.pullback(cotangent, {
          ...(shares && { params: shares[t] }),
          ...(into.target && columns.length > 0 && { target: byTarget }),
          ...(into.context && { context: byContext }),
        });
        if (into.target) addColumns(byTarget, into.target, columns);
        if (into.context) addColumns(byContext, into.context, range(context.cols));
      });
    },
  };
}
