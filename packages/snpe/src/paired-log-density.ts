import { assertMatrix } from "@retrodict/check";
import {
  columnsOf,
  logDetResiduals,
  logDetToSpace,
  toResiduals,
  toSpace,
} from "@retrodict/neural-fit";
import type { Matrix } from "@retrodict/spec";
import { conditioned } from "./conditioning.ts";
import type { LearnedParts } from "./types.ts";

/** `log q(theta | x)` in theta's own units, row by row; minus infinity outside the prior's support. */
export function pairedLogDensity(
  { artifact, scorer }: LearnedParts,
  theta: Matrix,
  x: Matrix,
): Float64Array {
  const { theta: space, line } = artifact;
  assertMatrix(theta, { cols: space.support.lower.length }, "theta", "snpe");
  assertMatrix(x, { rows: theta.rows, cols: columnsOf(artifact.x) }, "x", "snpe");
  const { context, regressors } = conditioned(x, artifact);
  const residuals = toResiduals(toSpace(theta, space), regressors, line);
  const logDet = logDetToSpace(theta, space);
  const constant = logDetResiduals(line);
  return scorer.score(residuals, context).map((score, i) => {
    const value = score + logDet[i] + constant;
    return Number.isNaN(value) ? -Infinity : value;
  });
}
