import {
  gaussianMixture,
  multivariateNormal,
  normal,
  productOfMixtures,
  quotientOfMixtures,
  type GaussianMixture,
} from "@retrodict/distributions";
import { fromRows, matrix, row } from "@retrodict/matrix";
import { mdn } from "@retrodict/mdn";
import { stream } from "@retrodict/random";
import { referenceEngine } from "@retrodict/tensor";
import { describe, expect, test } from "vitest";
import { gaussianForm, type GaussianForm } from "./gaussian-form.ts";
import { proposalPosterior, withPlace } from "./proposal-posterior.ts";
import { proposalRatio } from "./proposal-ratio.ts";

const ROWS = 12;
const rng = stream("numbers");
const normals = (rows: number, cols: number) =>
  matrix(
    rows,
    cols,
    new Float64Array(rows * cols).map(() => rng.normal()),
  );
const estimator = mdn({ components: 3, hidden: 6, layers: 1, engine: referenceEngine() })({
  targetDim: 2,
  contextDim: 2,
});
const params = estimator.init(stream("weights")).map((w) => w + 0.3 * rng.normal());
const [target, context] = [normals(ROWS, 2), normals(ROWS, 2)];
/** Theta where the target is 0, other for every row, and its scale. */
const center = matrix(
  ROWS,
  2,
  normals(ROWS, 2).data.map((v, at) => 3 + (at % 2) + 0.5 * v),
);
const scale = Float64Array.of(0.5, 2);
const rounds = Uint32Array.from({ length: ROWS }, (_, i) => i % 3);
const wide = withPlace(context, center, rounds);

const proposals = [
  gaussianMixture({
    weights: [0.3, 0.7],
    means: fromRows([
      [3, 4],
      [3.3, 3],
    ]),
    covariances: [
      fromRows([
        [0.3, 0.2],
        [0.2, 2],
      ]),
      fromRows([
        [0.2, 0],
        [0, 1],
      ]),
    ],
  }),
  gaussianMixture({
    weights: [1],
    means: fromRows([[3.2, 4.4]]),
    covariances: [
      fromRows([
        [0.2, -0.1],
        [-0.1, 1],
      ]),
    ],
  }),
];
const prior = gaussianForm(
  multivariateNormal(
    [2, 5],
    fromRows([
      [400, 190],
      [190, 100],
    ]),
  ),
);

describe.each<[string, GaussianForm]>([
  ["a uniform prior", "uniform"],
  ["a correlated Gaussian prior", prior],
])("under %s", (_, form) => {
  const ratios = [undefined, ...proposals.map((p) => proposalRatio(p, form))];
  const corrected = proposalPosterior(estimator, { ratios, scale });

  test("is the normalised product with the proposal, over the prior, in theta's own units", () => {
    const score = corrected.score(params, target, wide);
    for (let i = 0; i < ROWS; i++) {
      const mixture = inTheta(estimator.condition(params, row(context, i)), row(center, i));
      const theta = matrix(
        1,
        2,
        row(target, i).map((v, j) => row(center, i)[j] + scale[j] * v),
      );
      // From theta's units to the target's.
      const logDet = Math.log(scale[0] * scale[1]);
      const expected = under(mixture, i % 3, form).logDensity(theta)[0] + logDet;
      expect(score[i]).toBeCloseTo(expected, 7);
    }
  });

  test("has the gradient of finite differences", () => {
    const cotangent = normals(1, ROWS).data;
    const gradient = new Float32Array(params.length);
    corrected.scoreVjp(params, target, wide).pullback(cotangent, { params: gradient });
    const direction = normals(1, params.length).data;
    const along = (step: number): number => {
      const at = params.map((w, k) => w + step * direction[k]);
      return corrected.score(at, target, wide).reduce((sum, s, i) => sum + s * cotangent[i], 0);
    };
    // Weights are float32: their rounding, 3e-8, is what the step must dwarf.
    const h = 2e-4;
    const numeric = (along(h) - along(-h)) / (2 * h);
    const analytic = direction.reduce((sum, d, k) => sum + d * gradient[k], 0);
    expect(Math.abs(analytic - numeric)).toBeLessThan(2e-3 * (1 + Math.abs(numeric)));
  });

  test("of rounds from the prior is the estimator's own", () => {
    const own = estimator.score(params, target, context);
    const score = corrected.score(params, target, wide);
    for (let i = 0; i < ROWS; i += 3) expect(score[i]).toBeCloseTo(own[i], 12);
  });
});

/** A component that is wider than prior and proposal allow. */
test("a product without finite integral is an error that says what to do", () => {
  const narrow = gaussianForm(normal([3, 4], [0.01, 0.01]));
  const ratios = proposals.map((p) => proposalRatio(p, narrow));
  const corrected = proposalPosterior(estimator, { ratios: [...ratios, undefined], scale });
  expect(() => corrected.score(params, target, wide)).toThrow(
    expect.objectContaining({ code: "numeric", message: expect.stringContaining("use snpeC") }),
  );
});

function inTheta(mixture: GaussianMixture, at: Float64Array): GaussianMixture {
  return gaussianMixture({
    logWeights: mixture.logWeights,
    means: matrix(
      mixture.components,
      2,
      mixture.means.data.map((v, k) => at[k % 2] + scale[k % 2] * v),
    ),
    factors: mixture.factors.map(({ data }) =>
      matrix(
        2,
        2,
        data.map((v, k) => v / scale[k % 2]),
      ),
    ),
  });
}

function under(mixture: GaussianMixture, round: number, form: GaussianForm): GaussianMixture {
  if (round === 0) return mixture;
  const product = productOfMixtures(mixture, proposals[round - 1]);
  return form === "uniform" ? product : quotientOfMixtures(product, form);
}
