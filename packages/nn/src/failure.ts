import { RetrodictError } from "@retrodict/check";
import type { Trained } from "@retrodict/spec";

/** The error of a loss or gradient that is not finite; its cause is the training so far. */
export function trainingFailure(what: string, value: number, trained: Trained): RetrodictError {
  const epoch = trained.history.train.length;
  return new RetrodictError(
    "numeric",
    "nn",
    `expected a finite ${what}, got ${value} in epoch ${epoch}; lower learningRate, or look for extreme values in the simulations`,
    { cause: trained },
  );
}

/** The training up to where it failed, if `error` tells of a loss or gradient that was not finite. */
export function trainedSoFar(error: unknown): Trained | undefined {
  if (!(error instanceof RetrodictError) || error.code !== "numeric") return undefined;
  const cause = error.cause as Partial<Trained> | undefined;
  return cause?.params && cause.history ? (cause as Trained) : undefined;
}
