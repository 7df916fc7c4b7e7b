/** Posteriors with a closed form, drawn from exactly, and maps that turn them into independent standard normals. */
import { matrix } from "@retrodict/matrix";
import { normalCdf, normalQuantile } from "@retrodict/stats";
import type { Matrix, Rng } from "@retrodict/spec";

export interface ExactPosterior {
  /** One draw from the posterior without the prior's edges. */
  readonly draw: (rng: Rng) => readonly number[];
  /** The edge of the prior's box about zero. */
  readonly edge: number;
}

const LINEAR_STD = Math.sqrt(0.1);
const UNIFORM_EDGE = 1;
const MIXTURE_EDGE = 10;
const MIXTURE_STDS = [1, 0.1] as const;

const normalAbout = (mean: Float64Array, std: number, edge: number): ExactPosterior => ({
  draw: (rng) => Array.from(mean, (value) => value + std * rng.normal()),
  edge,
});

/** The crescent that the simulator adds, turned back, on either side. */
const moons = ([x1, x2]: Float64Array): ExactPosterior => ({
  draw(rng) {
    const angle = Math.PI * (rng.uniform() - 0.5);
    const radius = 0.1 + 0.01 * rng.normal();
    const sum = radius * Math.cos(angle) + 0.25 - x1;
    const signed = rng.uniform() < 0.5 ? sum : -sum;
    const difference = x2 - radius * Math.sin(angle);
    return [(signed - difference) / Math.SQRT2, (signed + difference) / Math.SQRT2];
  },
  edge: 1,
});

/** By task, given one row of its data. */
export const exactPosteriors: Readonly<Record<string, (x: Float64Array) => ExactPosterior>> = {
  "gaussian-linear": (x) =>
    normalAbout(
      x.map((value) => value / 2),
      Math.sqrt(0.05),
      Infinity,
    ),
  "gaussian-linear-uniform": (x) => normalAbout(x, LINEAR_STD, UNIFORM_EDGE),
  "gaussian-mixture": (x) => ({
    draw(rng) {
      const std = MIXTURE_STDS[rng.uniform() < 0.5 ? 0 : 1];
      return Array.from(x, (value) => value + std * rng.normal());
    },
    edge: MIXTURE_EDGE,
  }),
  "two-moons": moons,
};

/** `n` draws, those outside the box drawn again. */
export function drawExact(rng: Rng, { draw, edge }: ExactPosterior, n: number): Matrix {
  const rows: (readonly number[])[] = [];
  while (rows.length < n) {
    const theta = draw(rng);
    if (theta.every((value) => Math.abs(value) <= edge)) rows.push(theta);
  }
  return matrix(n, rows[0].length, Float64Array.from(rows.flat()));
}

const cdf = (value: number, mean: number, std: number) => normalCdf((value - mean) / std);

/** Share of a normal that lies between ± `edge`. */
const held = (mean: number, std: number, edge: number) =>
  cdf(edge, mean, std) - cdf(-edge, mean, std);

/** Distribution function of a normal cut at ± `edge`. */
const cutCdf = (value: number, mean: number, std: number, edge: number) =>
  (cdf(value, mean, std) - cdf(-edge, mean, std)) / held(mean, std, edge);

/** Density of a normal, but for √2π. */
const density = (value: number, mean: number, std: number) =>
  Math.exp(-0.5 * ((value - mean) / std) ** 2) / std;

/** Shares of the mixture's components. */
const heldByBox = (mean: number) => MIXTURE_STDS.map((std) => held(mean, std, MIXTURE_EDGE));

/** Normal score of one number of the mixture, given the weights of its two components. */
function mixtureScore(value: number, mean: number, weights: readonly number[]): number {
  const total = weights[0] + weights[1];
  const parts = MIXTURE_STDS.map(
    (std, k) => (weights[k] / total) * cutCdf(value, mean, std, MIXTURE_EDGE),
  );
  return normalQuantile(parts[0] + parts[1]);
}

/** By task, given one row of its data: from theta to as many independent standard normals, where there is such a map. */
export const toNormals: Readonly<
  Record<string, (x: Float64Array) => (theta: Float64Array) => readonly number[]>
> = {
  "gaussian-linear": (x) => (theta) =>
    Array.from(x, (value, j) => (theta[j] - value / 2) / Math.sqrt(0.05)),
  "gaussian-linear-uniform": (x) => (theta) =>
    Array.from(x, (value, j) => normalQuantile(cutCdf(theta[j], value, LINEAR_STD, UNIFORM_EDGE))),
  // Components weigh what the box holds of them; for the second number, how likely they make the first.
  "gaussian-mixture":
    ([a, b]) =>
    ([first, second]) => {
      const [ofA, ofB] = [heldByBox(a), heldByBox(b)];
      return [
        mixtureScore(
          first,
          a,
          ofA.map((share, k) => share * ofB[k]),
        ),
        mixtureScore(
          second,
          b,
          ofB.map((share, k) => share * density(first, a, MIXTURE_STDS[k])),
        ),
      ];
    },
};
