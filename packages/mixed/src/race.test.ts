/*
 * A choice and a reaction time: two accumulators race, and the first to finish gives both. Logarithms of the finishing
 * times are normal (Heathcote & Love 2012), so that the density of choice and time is known.
 */
import { mdn } from "@retrodict/mdn";
import { gatherRows, matrix, row } from "@retrodict/matrix";
import { train } from "@retrodict/nn";
import { stream } from "@retrodict/random";
import type { Loss, Matrix, Pairs, Rng } from "@retrodict/spec";
import { normalCdf } from "@retrodict/stats";
import { expect, test } from "vitest";
import { normals } from "./columns.test.helper.ts";
import { mixed } from "./index.ts";

const SIMULATIONS = 4000;
/** Different, so that times tell choices: whoever took them for independent given theta would lose 0.11 nats. */
const SPREADS = [0.6, 0.2];

/** Log time of the winner and its index; theta is the mean log time of the first, 0 that of the second. */
function race(rng: Rng, theta: Matrix): Matrix {
  const out = matrix(theta.rows, 2);
  for (let i = 0; i < theta.rows; i++) {
    const first = theta.data[i] + SPREADS[0] * rng.normal();
    const second = SPREADS[1] * rng.normal();
    out.data.set([Math.min(first, second), first < second ? 0 : 1], 2 * i);
  }
  return out;
}

/** The winner finishes at t, the other later. */
function logDensity(theta: number, [t, winner]: Float64Array): number {
  const means = [theta, 0];
  const z = (t - means[winner]) / SPREADS[winner];
  const later = 1 - normalCdf((t - means[1 - winner]) / SPREADS[1 - winner]);
  return -(z ** 2) / 2 - Math.log(SPREADS[winner] * Math.sqrt(2 * Math.PI)) + Math.log(later);
}

function likelihood(target: Matrix, context: Matrix): Loss {
  return {
    pairs: (_rng, rows): Pairs => ({
      target: gatherRows(target, rows),
      context: gatherRows(context, rows),
    }),
    grade(_pairs, score, cotangent) {
      cotangent.fill(-1 / score.length);
      return -score.reduce((sum, s) => sum + s / score.length, 0);
    },
  };
}

test("learns choices and times of a race", async () => {
  const theta = normals(stream("theta"), SIMULATIONS, 1);
  const x = race(stream("race"), theta);
  const estimator = mixed({
    discrete: { 1: [0, 1] },
    continuous: mdn({ components: 3, hidden: 20 }),
    hidden: 20,
    blocks: 1,
  })({ targetDim: 2, contextDim: 1 });
  const { params } = await train(stream("fit"), estimator, likelihood(x, theta), SIMULATIONS, {
    epochs: 300,
  });

  const at = normals(stream("at"), 20_000, 1);
  const seen = race(stream("seen"), at);
  const score = estimator.score(params, seen, at);
  const losses = score.map((s, i) => logDensity(at.data[i], row(seen, i)) - s);
  const mean = losses.reduce((a, b) => a + b) / losses.length;
  const variance = losses.reduce((sum, l) => sum + (l - mean) ** 2, 0) / losses.length;
  const error = Math.sqrt(variance / losses.length);
  // What n simulations leave unknown of k coefficients costs k / 2n nats (Wilks 1938): a dozen or two for the choice, a
  // smooth function of theta, and twice as many for the times of each. And no density beats the true one.
  expect(mean - 4 * error).toBeLessThan(80 / (2 * SIMULATIONS));
  expect(mean).toBeGreaterThan(-4 * error);

  // The probability of a choice, whose closed form is that of a difference of normals: squared errors in units of a
  // choice's variance are 1 / draws by the draws and k / n by the network, for a dozen or two of coefficients, weighted
  // as simulations were.
  const draws = 2000;
  const points = 31;
  let weights = 0;
  let errors = 0;
  for (let i = 0; i < points; i++) {
    const mu = -1.5 + (3 * i) / (points - 1);
    const samples = estimator.condition(params, Float64Array.of(mu)).sample(stream(i), draws);
    const share = samples.data.filter((v, at) => at % 2 === 1 && v === 0).length / draws;
    const p = normalCdf(-mu / Math.hypot(...SPREADS));
    const weight = Math.exp(-(mu ** 2) / 2);
    weights += weight;
    errors += (weight * (share - p) ** 2) / (p * (1 - p));
  }
  const ofDraws = (1 + 4 * Math.sqrt(2 / points)) / draws;
  expect(errors / weights).toBeLessThan(20 / SIMULATIONS + ofDraws);
});
