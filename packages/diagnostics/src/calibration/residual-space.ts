import { gatherRows, stackRows } from "@retrodict/matrix";
import { regression, toResiduals } from "@retrodict/neural-fit";
import { standardization, standardize } from "@retrodict/nn";
import type { Matrix } from "@retrodict/spec";
import type { TruthsAndDraws } from "./pair-loss.ts";
import type { CalibrationTrials } from "./types.ts";

/** Where a classifier sees theta and x. */
export interface ResidualSpace {
  readonly pairs: TruthsAndDraws;
  /** Theta and the one x they belong to, that row repeated. */
  view(theta: Matrix, x: Matrix): { readonly target: Matrix; readonly context: Matrix };
}

/**
 * Standardised x, and what is left of theta after its least-squares regression on x: the same question, but a classifier
 * need not find out first where a posterior lies. Truths and draws are treated alike.
 */
export function residualSpace({
  theta,
  x,
  oneDraw,
}: Pick<CalibrationTrials, "theta" | "x" | "oneDraw">): ResidualSpace {
  const both = stackRows(theta, oneDraw);
  const [thetaScale, xScale] = [standardization(both), standardization(x)];
  const context = standardize(x, xScale);
  const line = regression(standardize(both, thetaScale), stackRows(context, context));
  const toTarget = (values: Matrix, given: Matrix): Matrix =>
    toResiduals(standardize(values, thetaScale), given, line);
  return {
    pairs: { truths: toTarget(theta, context), draws: toTarget(oneDraw, context), context },
    view(values, observed) {
      const given = standardize(observed, xScale);
      const repeated = gatherRows(given, new Uint32Array(values.rows));
      return { target: toTarget(values, given), context: repeated };
    },
  };
}
