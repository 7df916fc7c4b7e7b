import {
  featureSpace,
  logDetResiduals,
  logDetToSpace,
  regression,
  structuredSpace,
  thetaSpace,
  toResiduals,
  toSpace,
  usableSimulations,
  viewsOf,
  type DataSpace,
  type Regression,
  type ThetaSpace,
  type UsableOptions,
  type UsableSimulations,
} from "@retrodict/neural-fit";
import type { Embedding } from "@retrodict/nn";
import type { Matrix, Round } from "@retrodict/spec";
import { conditionedContext, conditioning, type Conditioning } from "./conditioning.ts";

/** Simulations as an estimator learns from them. */
export interface TrainingData {
  readonly simulations: UsableSimulations;
  readonly theta: ThetaSpace;
  readonly x: DataSpace;
  /** Theta in its space, one row per simulation. */
  readonly values: Matrix;
  /** What the regression leaves of `values`: the estimator's targets. */
  readonly target: Matrix;
  readonly context: Matrix;
  readonly regressors: Matrix;
  readonly line: Regression;
  /** What is kept of x and added to it; absent where an embedding reads it. */
  readonly conditioning?: Conditioning;
  /** `log |det d target / d theta|`, one value per row. */
  readonly logDet: Float64Array;
}

export interface TrainingDataOptions extends UsableOptions {
  /** Whether theta is only standardised. */
  readonly affine: boolean;
  /** What reads x as it is. */
  readonly embedding?: Embedding | undefined;
}

/** Spaces, regression and targets of all rounds. Throws as `usableSimulations` does. */
export function trainingData(
  rounds: readonly Round[],
  { affine, embedding, ...options }: TrainingDataOptions,
): TrainingData {
  const simulations = usableSimulations(rounds, options);
  const theta = thetaSpace(simulations.theta, options.support, { affine });
  const x = embedding
    ? structuredSpace(simulations.x, embedding.prepare !== undefined)
    : featureSpace(simulations.x);
  const values = toSpace(simulations.theta, theta);
  const views = viewsOf(simulations.x, x);
  const { regressors } = views;
  const line = regression(values, regressors);
  const target = toResiduals(values, regressors, line);
  const logDetLine = logDetResiduals(line);
  const choice = embedding ? undefined : conditioning({ ...views, residuals: target, line });
  return {
    simulations,
    theta,
    x,
    values,
    target,
    context: choice ? conditionedContext(views, line, choice) : views.context,
    regressors,
    line,
    ...(choice && { conditioning: choice }),
    logDet: logDetToSpace(simulations.theta, theta).map((logDet) => logDet + logDetLine),
  };
}
