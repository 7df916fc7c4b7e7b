import { column, matrix, row } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { ConditionalDensityEstimator, Distribution, EstimatorShape } from "@retrodict/spec";
import { kolmogorovSmirnov } from "@retrodict/stats";
import { check } from "./check.ts";
import { estimatorChecks } from "./estimator-checks.ts";
import { expectClose, expectSame, expectTrue } from "./expect.ts";
import { problem } from "./problem.ts";
import { quadrature } from "./quadrature.ts";
import type { Check, EstimatorSubject } from "./types.ts";

const DRAWS = 4000;
/** What the midpoint rule may miss of a density with kinks. */
const QUADRATURE = 2e-3;
/** A right estimator fails a test of its draws with this probability; seeds are fixed. */
const LEVEL = 1e-4;

/**
 * What a density estimator promises beyond `estimatorChecks`, which are included: its conditional distributions
 * have the densities it scores, integrate to one (in 1 and 2 dimensions, where a grid can tell) and are what the
 * draws come from.
 */
export function densityEstimatorChecks(
  subject: EstimatorSubject<ConditionalDensityEstimator>,
  shape: EstimatorShape,
): readonly Check[] {
  const estimator = subject.factory(shape);
  return [
    ...estimatorChecks(subject, shape),
    check("the conditional distribution has the density that is scored", () =>
      checkCondition(estimator),
    ),
    check("draws are the same for the same stream, and new when drawn again", () =>
      checkDraws(estimator),
    ),
    ...(shape.targetDim > 2
      ? []
      : [
          check("the density integrates to one, and draws come from it", () =>
            checkMass(estimator),
          ),
        ]),
  ];
}

function conditional(estimator: ConditionalDensityEstimator): Distribution {
  const { params, context } = problem(stream("conditional"), estimator, 1);
  return estimator.condition(params, row(context, 0));
}

function checkCondition(estimator: ConditionalDensityEstimator): void {
  const { params, target, context } = problem(stream("condition"), estimator, 10);
  const shared = matrix(10, context.cols);
  for (let i = 0; i < 10; i++) shared.data.set(row(context, 0), i * context.cols);
  const score = estimator.score(params, target, shared);
  const density = estimator.condition(params, row(context, 0)).logDensity(target);
  const size = score.reduce((most, s) => Math.max(most, Math.abs(s)), 1);
  expectClose(density, score, 1e-5 * size, "log-density");
}

function checkDraws(estimator: ConditionalDensityEstimator): void {
  const distribution = conditional(estimator);
  const rng = stream("draws");
  const first = distribution.sample(rng, 50);
  expectSame(distribution.sample(stream("draws"), 50).data, first.data, "draws of one stream");
  const second = distribution.sample(rng, 50);
  expectTrue(
    second.data.every((v, i) => v !== first.data[i]),
    "new draws when a stream goes on",
    "some of the same",
  );
  expectTrue(distribution.sample(rng, 0).rows === 0, "no rows for n = 0", "some");
}

function checkMass(estimator: ConditionalDensityEstimator): void {
  const distribution = conditional(estimator);
  const draws = distribution.sample(stream("mass"), DRAWS);
  const { points, mass, halfWidths } = quadrature(distribution, draws);
  const total = mass.reduce((a, b) => a + b, 0);
  expectClose([total], [1], QUADRATURE, "mass");
  for (let j = 0; j < draws.cols; j++) {
    const shares = cumulativeShares(column(draws, j), column(points, j), mass, halfWidths[j]);
    const { pValue } = kolmogorovSmirnov(shares, (u) => u);
    expectTrue(
      pValue > LEVEL,
      `draws of dimension ${j} from the density`,
      `a Kolmogorov–Smirnov p-value of ${pValue}`,
    );
  }
}

/** The distribution function at each draw of one dimension, by summing masses: uniform for right draws. */
function cumulativeShares(
  draws: Float64Array,
  positions: Float64Array,
  mass: Float64Array,
  halfWidth: number,
): Float64Array {
  const marginal = new Map<number, number>();
  positions.forEach((at, i) => marginal.set(at, (marginal.get(at) ?? 0) + mass[i]));
  const cells = [...marginal].sort(([a], [b]) => a - b);
  const first = cells[0][0] - halfWidth;
  const below = new Float64Array(cells.length + 1);
  cells.forEach(([, m], i) => (below[i + 1] = below[i] + m));
  return draws.map((x) => {
    const place = Math.min(Math.max((x - first) / (2 * halfWidth), 0), cells.length - 1e-9);
    const cell = Math.floor(place);
    return Math.min(1, below[cell] + (place - cell) * (below[cell + 1] - below[cell]));
  });
}
