/** A classifier that tells, for an observation, which of its features are in error. */
import { assertLength } from "@retrodict/check";
import { classifier } from "@retrodict/classifier";
import { identity, matrix } from "@retrodict/matrix";
import {
  contextDim,
  featureSpace,
  repeatRows,
  viewsOf,
  type FeatureSpace,
} from "@retrodict/neural-fit";
import { finiteRows, train } from "@retrodict/nn";
import type { FitOptions, Matrix, Rng, Trainer } from "@retrodict/spec";
import type { ErrorModel } from "./error-model.ts";
import { indicatorLoss, sigmoid } from "./indicator-loss.ts";
import type { ErrorNetwork, FeatureErrors } from "./types.ts";

export interface LearnOptions extends FitOptions {
  readonly trainer?: Trainer | undefined;
}

/** What errors are added to. */
export interface Learned {
  readonly model: ErrorModel;
  /** Simulations from the prior; those that lack a number are left out. */
  readonly x: Matrix;
}

/** Errors cost nothing, so each simulation is shown with two. */
const COPIES = 2;

/** Learns from simulations to which errors are added. */
export async function learnErrors(
  rng: Rng,
  { model, x }: Learned,
  { trainer = train, ...options }: LearnOptions = {},
): Promise<ErrorNetwork> {
  const { x: whole } = finiteRows(x, x);
  const noisy = model.add(rng.fork("errors"), repeatRows(whole, COPIES));
  const space = featureSpace(noisy.x);
  const { context } = viewsOf(noisy.x, space);
  const loss = indicatorLoss({ context, inError: noisy.inError, features: x.cols });
  const { params } = await trainer(rng, networkOf(space), loss, context.rows, options);
  return Object.freeze({ space, params });
}

/** The probabilities the network gives. */
export function featureErrors({ space, params }: ErrorNetwork): FeatureErrors["featureErrors"] {
  const features = space.lower.length;
  const network = networkOf(space);
  return (observed) => {
    assertLength(observed, features, "observed", "robust");
    const { context } = viewsOf(matrix(1, features, observed), space);
    const logits = network.score(params, identity(features), repeatRows(context, features));
    return logits.map(sigmoid);
  };
}

const networkOf = (space: FeatureSpace) =>
  classifier()({ targetDim: space.lower.length, contextDim: contextDim(space) });
