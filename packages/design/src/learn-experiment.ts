import { assert, refuseIfAborted } from "@retrodict/check";
import { gatherRows, matrix, row } from "@retrodict/matrix";
import { pacer } from "@retrodict/nn";
import type {
  Distribution,
  Fit,
  FitOptions,
  InferenceAlgorithm,
  Matrix,
  Posterior,
  Rng,
} from "@retrodict/spec";
import { rowsOf, splitByValidity, type Simulated } from "./simulate-experiment.ts";

/** Makes the algorithm under the belief: `snpe`, or a function that sets its other options. */
export type AlgorithmUnder = (parts: { readonly prior: Distribution }) => InferenceAlgorithm;

/** With fewer simulations that have an output nothing is learned. */
const FEWEST_ROWS = 20;

/** A fit to the simulations with an output; none where there are too few of them. */
export async function learnExperiment(
  rng: Rng,
  algorithm: InferenceAlgorithm,
  simulated: Simulated,
  fitOptions: FitOptions,
): Promise<Fit | undefined> {
  const { kept, failed } = splitByValidity(simulated.valid);
  if (kept.length < FEWEST_ROWS) return undefined;
  assert(
    failed.length === 0 || algorithm.accepts.failures !== "refused",
    "argument",
    "design",
    () =>
      `expected simulations that all have an output for ${algorithm.name}, got ${failed.length} of ${simulated.theta.rows} without; use another algorithm, such as snpe`,
  );
  const { theta, x } =
    algorithm.accepts.failures === "modelled" ? simulated : rowsOf(simulated, kept);
  const fit = await algorithm.fit(rng, [{ theta, x, proposal: "prior" }], fitOptions);
  refuseIfAborted(fitOptions.signal, "design");
  return fit;
}

/** The log-density of the posterior of every row of x at its row of theta. */
export async function logPosteriorOf(fit: Fit, theta: Matrix, x: Matrix): Promise<Float64Array> {
  if (fit.pairedLogDensity) return fit.pairedLogDensity(theta, x);
  const out = new Float64Array(theta.rows);
  const pace = pacer();
  for (let i = 0; i < theta.rows; i++) {
    const posterior = fit.posterior(row(x, i));
    assertNormalized(posterior);
    [out[i]] = posterior.logDensity(gatherRows(theta, [i]));
    await pace();
  }
  return out;
}

/** That of one row of x at all rows of theta. */
export function logPosteriorAt(fit: Fit, theta: Matrix, x: Float64Array): Float64Array {
  if (!fit.pairedLogDensity) return fit.posterior(x).logDensity(theta);
  const repeated = matrix(theta.rows, x.length);
  for (let i = 0; i < theta.rows; i++) row(repeated, i).set(x);
  return fit.pairedLogDensity(theta, repeated);
}

function assertNormalized({ normalized }: Posterior): void {
  assert(
    normalized,
    "argument",
    "design",
    `expected posteriors whose density is normalised for the bound "posterior", got ones known up to a constant; use bound: "contrastive"`,
  );
}
