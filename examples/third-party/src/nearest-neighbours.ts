/*
 * An algorithm written against the interfaces alone: the posterior is where the parameters of the simulations
 * nearest to the observation lie, smoothed by a normal kernel. Crude, but it needs no training, and everything that
 * takes an algorithm takes this one.
 */
import type {
  Distribution,
  Fit,
  InferenceAlgorithm,
  Matrix,
  Observed,
  Posterior,
  Rng,
} from "@retrodict/spec";

export interface NearestNeighboursOptions {
  readonly prior: Distribution;
  /** Simulations kept; 100 by default. */
  readonly neighbours?: number;
}

/** The nearest `neighbours` simulations in z-scored x, as a kernel density. */
export function nearestNeighbours({
  prior,
  neighbours = 100,
}: NearestNeighboursOptions): InferenceAlgorithm {
  return {
    name: "nearest-neighbours",
    citations: [],
    accepts: { proposals: "prior", trials: false, failures: "excluded", gaps: false },
    async fit(_rng, rounds): Promise<Fit> {
      const rows = rounds.flatMap(({ theta, x }) =>
        Array.from({ length: x.rows }, (_, i) => ({ theta: row(theta, i), x: row(x, i) })),
      );
      const valid = rows.filter(({ x }) => x.every(Number.isFinite));
      return {
        excludedRows: rows.length - valid.length,
        posterior(observed) {
          const distances = distancesTo(one(observed), valid);
          const near = valid
            .map(({ theta }, i) => ({ theta, distance: distances[i] }))
            .sort((a, b) => a.distance - b.distance)
            .slice(0, neighbours);
          return kernelPosterior(
            near.map(({ theta }) => theta),
            { prior, observed },
          );
        },
      };
    },
  };
}

/** Scott's rule, one bandwidth a dimension. */
function kernelPosterior(
  centres: readonly Float64Array[],
  { prior, observed }: { readonly prior: Distribution; readonly observed: Observed },
): Posterior {
  const { dim, support } = prior;
  const widths = spreads(centres).map((s) => s * centres.length ** (-1 / (dim + 4)));
  const logNormalizer =
    Math.log(centres.length) +
    widths.reduce((sum, width) => sum + Math.log(width * Math.sqrt(2 * Math.PI)), 0);
  const inside = (theta: Float64Array): boolean =>
    theta.every((value, j) => value >= support.lower[j] && value <= support.upper[j]);
  const draw = (rng: Rng): Float64Array => {
    const centre = centres[Math.floor(rng.uniform() * centres.length)];
    return centre.map((value, j) => value + widths[j] * rng.normal());
  };
  return {
    dim,
    support,
    observed: one(observed),
    // What the kernels spread beyond the prior's support is cut off, and not made up for.
    normalized: false,
    logDensity: (theta) =>
      Float64Array.from({ length: theta.rows }, (_, i) => {
        const at = row(theta, i);
        if (!inside(at)) return -Infinity;
        const density = centres.reduce(
          (sum, centre) =>
            sum +
            Math.exp(
              -0.5 * at.reduce((square, v, j) => square + ((v - centre[j]) / widths[j]) ** 2, 0),
            ),
          0,
        );
        return Math.log(density) - logNormalizer;
      }),
    async sample(rng, n) {
      const budget = 100 * n;
      const kept: Float64Array[] = [];
      let drawn = 0;
      for (; kept.length < n && drawn < budget; drawn++) {
        const theta = draw(rng);
        if (inside(theta)) kept.push(theta);
      }
      const data = new Float64Array(kept.length * dim);
      kept.forEach((theta, i) => data.set(theta, i * dim));
      return {
        samples: { rows: kept.length, cols: dim, data },
        diagnostics: { requested: n, drawn, acceptance: kept.length / drawn },
        warnings: kept.length < n ? ["The kernels lie outside the prior; simulate more."] : [],
      };
    },
  };
}

function distancesTo(observed: Matrix, valid: readonly { readonly x: Float64Array }[]): number[] {
  const scale = spreads(valid.map(({ x }) => x));
  return valid.map(({ x }) =>
    x.reduce((sum, value, j) => sum + ((value - observed.data[j]) / scale[j]) ** 2, 0),
  );
}

/** Standard deviation of every column. */
function spreads(rows: readonly Float64Array[]): Float64Array {
  return rows[0].map((_, j) => {
    const mean = rows.reduce((sum, values) => sum + values[j], 0) / rows.length;
    const square = rows.reduce((sum, values) => sum + (values[j] - mean) ** 2, 0) / rows.length;
    return Math.sqrt(square);
  });
}

const one = (observed: Observed): Matrix =>
  "rows" in observed ? observed : { rows: 1, cols: observed.length, data: observed };

const row = ({ cols, data }: Matrix, i: number): Float64Array =>
  data.subarray(i * cols, (i + 1) * cols);
