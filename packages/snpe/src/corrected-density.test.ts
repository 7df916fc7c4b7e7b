import {
  box,
  gaussianMixture,
  multivariateNormal,
  type GaussianMixture,
} from "@retrodict/distributions";
import { mdn } from "@retrodict/mdn";
import { fromRows, matrix } from "@retrodict/matrix";
import { fixedScorer } from "@retrodict/neural-fit";
import { conditioningDim } from "./conditioning.ts";
import { stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import { correctedDensity } from "./corrected-density.ts";
import { handmade } from "./handmade.test.helper.ts";
import { snpeA } from "./index.ts";
import { learnedDensity } from "./learned-density.ts";
import { posteriorOf } from "./posterior-of.ts";
import { thetaMixture } from "./theta-mixture.ts";

const observed = matrix(1, 2);
const priorCovariance = fromRows([
  [4, 0.8],
  [0.8, 0.25],
]);
const gaussian = multivariateNormal([1, 0], priorCovariance);
const uniform = box([-9, -9], [9, 9]);

const mixture = (...parts: readonly (readonly [number, number, number])[]): GaussianMixture =>
  gaussianMixture({
    weights: parts.map(() => 1),
    means: fromRows(parts.map(([a, b]) => [a, b])),
    covariances: parts.map(([, , s]) =>
      fromRows([
        [s ** 2, 0.3 * s ** 2],
        [0.3 * s ** 2, s ** 2],
      ]),
    ),
  });
const proposal = mixture([0.5, 0.2, 0.9]);
const points = proposal.sample(stream("points"), 40);

describe.each([
  ["a correlated Gaussian prior", gaussian],
  ["a uniform prior", uniform],
])("under %s", (_, prior) => {
  test("what was learned times the prior over the proposal, up to a constant", () => {
    const learned = mixture([0.3, 0, 0.2], [0.8, 0.4, 0.4]);
    const parts = handmade(prior, learned, { kind: "snpeA", proposal: proposal.config! });
    const { density, warnings } = correctedDensity(parts, observed);
    expect(warnings).toEqual([]);
    const [q, p, tilde] = [learned, prior, proposal].map((d) => d.logDensity(points));
    const constants = density.logDensity(points).map((log, i) => log - (q[i] + p[i] - tilde[i]));
    constants.forEach((c) => expect(c).toBeCloseTo(constants[0], 8));
  });

  test("a component wider than the proposal is left out, with a warning", async () => {
    const learned = mixture([0.3, 0, 0.2], [0.8, 0.4, 30]);
    const parts = handmade(prior, learned, { kind: "snpeA", proposal: proposal.config! });
    const { samples, warnings } = await posteriorOf(parts, observed).sample(stream(1), 10);
    expect(samples.data.every(Number.isFinite)).toBe(true);
    expect(warnings[0]).toContain("1 of 2 components");
  });
});

test("where no component is narrower the error says what to do", () => {
  const parts = handmade(uniform, mixture([0, 0, 2]), {
    kind: "snpeA",
    proposal: proposal.config!,
  });
  expect(() => correctedDensity(parts, observed)).toThrow(
    expect.objectContaining({ code: "numeric", message: expect.stringContaining("use snpeC") }),
  );
});

test("a mixture in theta's units is the density that was learned, scores and all", async () => {
  const theta = gaussian.sample(stream("theta"), 200);
  const noise = stream("noise");
  const x = matrix(
    200,
    2,
    theta.data.map((value) => 100 * value + 30 * noise.normal()),
  );
  const estimator = mdn({ components: 3, hidden: 8 });
  const algorithm = snpeA({ prior: gaussian, estimator });
  const fit = await algorithm.fit(stream(1), [{ theta, x, proposal: "prior" }], { epochs: 3 });
  const { artifact } = fit;
  const built = estimator({ targetDim: 2, contextDim: conditioningDim(artifact.conditioning!) });
  const scorer = fixedScorer(built, artifact.params, { targetGradient: true });
  const parts = { artifact, prior: gaussian, estimator: built, scorer };
  const at = matrix(1, 2, Float64Array.of(50, -20));
  const expected = learnedDensity(parts, at).logDensity(theta);
  const found = thetaMixture(artifact, built, at).logDensity(theta);
  found.forEach((log, i) => expect(log).toBeCloseTo(expected[i], 8));
});
