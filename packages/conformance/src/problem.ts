/** Weights and data that checks use. */
import { matrix } from "@retrodict/matrix";
import { fillNormal } from "@retrodict/random";
import type { ConditionalEstimator, Matrix, Rng } from "@retrodict/spec";

/** How far weights are moved from the initial ones, at which many estimators are all too simple. */
const ROUGHNESS = 0.1;

export function roughWeights(rng: Rng, estimator: ConditionalEstimator): Float32Array {
  return estimator.init(rng).map((w) => w + ROUGHNESS * rng.normal());
}

export function normals(rng: Rng, rows: number, cols: number): Matrix {
  const out = matrix(rows, cols);
  fillNormal(rng, out.data);
  return out;
}

export interface Problem {
  readonly params: Float32Array;
  readonly target: Matrix;
  readonly context: Matrix;
}

export function problem(rng: Rng, estimator: ConditionalEstimator, rows: number): Problem {
  const { targetDim, contextDim } = estimator.shape;
  return {
    params: roughWeights(rng.fork("weights"), estimator),
    target: normals(rng.fork("target"), rows, targetDim),
    context: normals(rng.fork("context"), rows, contextDim),
  };
}
