/** Posteriors with a closed form, drawn from exactly, and maps that turn them into independent standard normals. */
import { matrix } from "@retrodict/matrix";
import { normalCdf, normalQuantile } from "@retrodict/stats";
import type { Matrix, Rng } from "@retrodict/spec";

export interface ExactPosterior {
  /** One draw from the posterior without the prior's edges. */
  draw(rng: Rng): readonly number[];
  /** The edge of the prior's box about zero. */
  readonly edge: number;
  /** Independent standard normals, one per dimension, if theta is of the posterior; absent where it has none in closed form. */
  normals?(theta: Float64Array): readonly number[];
}

const cdf = (value: number, mean: number, std: number) => normalCdf((value - mean) / std);

/** Distribution function of a normal cut at ± `edge`. */
function cutCdf(value: number, mean: number, std: number, edge: number): number {
  const below = cdf(-edge, mean, std);
  return (cdf(value, mean, std) - below) / (cdf(edge, mean, std) - below);
}

function normalAbout(mean: readonly number[], std: number, edge: number): ExactPosterior {
  return {
    draw: (rng) => mean.map((value) => value + std * rng.normal()),
    edge,
    normals: (theta) => mean.map((value, j) => normalQuantile(cutCdf(theta[j], value, std, edge))),
  };
}

/** Wide and narrow, weighted by what of each the box holds; the second number's weights depend on the first's. */
function mixtureAbout([a, b]: Float64Array, edge: number): ExactPosterior {
  const held = (mean: number, std: number) => cdf(edge, mean, std) - cdf(-edge, mean, std);
  const conditional = (weights: readonly number[], value: number, mean: number) => {
    const total = weights[0] + weights[1];
    const parts = [1, 0.1].map((std, k) => (weights[k] / total) * cutCdf(value, mean, std, edge));
    return normalQuantile(parts[0] + parts[1]);
  };
  const density = (value: number, mean: number, std: number) =>
    Math.exp(-0.5 * ((value - mean) / std) ** 2) / std;
  return {
    draw(rng) {
      const std = rng.uniform() < 0.5 ? 1 : 0.1;
      return [a + std * rng.normal(), b + std * rng.normal()];
    },
    edge,
    normals: ([first, second]) => [
      conditional(
        [1, 0.1].map((std) => held(a, std) * held(b, std)),
        first,
        a,
      ),
      conditional(
        [1, 0.1].map((std) => density(first, a, std) * held(b, std)),
        second,
        b,
      ),
    ],
  };
}

/** The crescent that the simulator adds, turned back, on either side. */
function moons([x1, x2]: Float64Array): ExactPosterior {
  return {
    draw(rng) {
      const angle = Math.PI * (rng.uniform() - 0.5);
      const radius = 0.1 + 0.01 * rng.normal();
      const sum = radius * Math.cos(angle) + 0.25 - x1;
      const signed = rng.uniform() < 0.5 ? sum : -sum;
      const difference = x2 - radius * Math.sin(angle);
      return [(signed - difference) / Math.SQRT2, (signed + difference) / Math.SQRT2];
    },
    edge: 1,
  };
}

/** By task, given one row of its data. */
export const exactPosteriors: Readonly<Record<string, (x: Float64Array) => ExactPosterior>> = {
  "gaussian-linear": (x) =>
    normalAbout(
      Array.from(x, (value) => value / 2),
      Math.sqrt(0.05),
      Infinity,
    ),
  "gaussian-linear-uniform": (x) => normalAbout(Array.from(x), Math.sqrt(0.1), 1),
  "gaussian-mixture": (x) => mixtureAbout(x, 10),
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
