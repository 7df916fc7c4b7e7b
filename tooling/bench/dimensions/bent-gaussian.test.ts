import { matrix, row } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { expect, test } from "vitest";
import { bentGaussian } from "./bent-gaussian.ts";

const DIM = 5;
const problem = bentGaussian(DIM, 0.5);
const rng = stream("bent");
const theta = problem.prior.sample(rng, 6);
const x = matrix(1, DIM);
problem.simulator.simulate(rng, row(theta, 0), x.data);

test("the posterior is the prior times the likelihood, but for a constant", () => {
  const posterior = problem.posterior(x.data).logDensity(theta);
  const prior = problem.prior.logDensity(theta);
  const likelihood = Float64Array.from({ length: theta.rows }, (_, i) => {
    const mean = noiseless(row(theta, i));
    return -x.data.reduce((sum, value, j) => sum + (value - mean[j]) ** 2, 0) / (2 * 0.5 ** 2);
  });
  const constants = posterior.map((log, i) => log - prior[i] - likelihood[i]);
  constants.forEach((constant) => expect(constant).toBeCloseTo(constants[0], 8));
});

test("paired densities are those of the posteriors", () => {
  const repeated = matrix(theta.rows, DIM);
  for (let i = 0; i < theta.rows; i++) row(repeated, i).set(x.data);
  const paired = problem.pairedLogDensity(theta, repeated);
  problem
    .posterior(x.data)
    .logDensity(theta)
    .forEach((log, i) => expect(paired[i]).toBeCloseTo(log, 8));
});

/** What the simulator gives without noise. */
function noiseless(parameters: Float64Array): Float64Array {
  const out = new Float64Array(DIM);
  const silent = { ...stream(0), normal: () => 0 };
  problem.simulator.simulate(silent, parameters, out);
  return out;
}
