import { c2st, slicedWasserstein } from "@retrodict/diagnostics";
import { columnMeans, columnStds, firstRows, matrix, row } from "@retrodict/matrix";
import type { Distribution, Fit, Matrix, Posterior, Rng } from "@retrodict/spec";
import { rounded } from "../src/measure.ts";
import type { BentGaussian } from "./bent-gaussian.ts";
import type { DimensionScores } from "./types.ts";

/** Draws of each posterior compared. */
export const DRAWS = 10_000;
const PAIRS = 1000;
const CLASSIFIED = 2000;
/** More would take longer than everything else. */
const MOST_CLASSIFIED = 10;

/** Compares draws with as many exact ones, and densities at the exact ones. */
export async function posteriorScores(
  rng: Rng,
  { posterior, samples }: { readonly posterior: Posterior; readonly samples: Matrix },
  exact: Distribution,
): Promise<Omit<DimensionScores, "gap" | "gapError">> {
  const draws = exact.sample(rng.fork("exact"), DRAWS);
  const again = exact.sample(rng.fork("again"), DRAWS);
  const stds = columnStds(draws);
  const scaled = (m: Matrix) =>
    matrix(
      m.rows,
      m.cols,
      m.data.map((value, at) => value / stds[at % m.cols]),
    );
  const sliced = async (m: Matrix) =>
    rounded((await slicedWasserstein(rng.fork("slices"), scaled(m), scaled(draws))).distance);
  const [meanError, spreadError] = marginalErrors(samples, draws);
  const [meanFloor, spreadFloor] = marginalErrors(again, draws);
  const shown = firstRows(draws, CLASSIFIED);
  const [divergence, divergenceError] = meanDifference(
    exact.logDensity(shown),
    posterior.logDensity(shown),
  );
  return {
    divergence,
    divergenceError,
    meanError,
    spreadError,
    meanFloor,
    spreadFloor,
    slicedWasserstein: await sliced(samples),
    slicedWassersteinFloor: await sliced(again),
    ...(exact.dim <= MOST_CLASSIFIED && {
      c2st: rounded((await c2st(rng.fork("c2st"), shown, firstRows(samples, CLASSIFIED))).accuracy),
    }),
  };
}

/** The held-out loss beyond that of the exact posterior, over parameters from the prior. */
export async function amortizedScores(
  rng: Rng,
  fit: Fit,
  problem: BentGaussian,
): Promise<Pick<DimensionScores, "gap" | "gapError">> {
  const { prior, simulator, pairedLogDensity } = problem;
  const theta = prior.sample(rng.fork("theta"), PAIRS);
  const x = matrix(PAIRS, simulator.info.outputs.length);
  for (let i = 0; i < PAIRS; i++)
    simulator.simulate(rng.fork("x").fork(i), row(theta, i), row(x, i));
  const [gap, gapError] = meanDifference(
    pairedLogDensity(theta, x),
    fit.pairedLogDensity!(theta, x),
  );
  return { gap, gapError };
}

const average = (errors: Float64Array): number =>
  rounded(errors.reduce((a, b) => a + b) / errors.length);

function marginalErrors(samples: Matrix, exact: Matrix): readonly [mean: number, spread: number] {
  const [means, stds] = [columnMeans(exact), columnStds(exact)];
  return [
    average(columnMeans(samples).map((mean, j) => Math.abs(mean - means[j]) / stds[j])),
    average(columnStds(samples).map((std, j) => Math.abs(Math.log(std / stds[j])))),
  ];
}

/** The mean of a − b and its standard error. */
function meanDifference(a: Float64Array, b: Float64Array): readonly [mean: number, error: number] {
  const differences = matrix(
    a.length,
    1,
    a.map((value, i) => value - b[i]),
  );
  const error = columnStds(differences)[0] / Math.sqrt(a.length);
  return [rounded(columnMeans(differences)[0]), rounded(error)];
}
