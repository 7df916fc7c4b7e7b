import { assertCount, assertMatrix } from "@retrodict/check";
import { matrix } from "@retrodict/matrix";
import type { DifferentiableDistribution, Matrix, Rng } from "@retrodict/spec";
import { configured } from "./configured.ts";
import type { Law } from "./law.ts";
import { inSupport } from "./support.ts";

/** Independent dimensions, one law each. The first rows of a sample do not depend on how many follow. */
export function product(laws: readonly Law[]): DifferentiableDistribution {
  const dim = laws.length;
  const support = Object.freeze({
    lower: Float64Array.from(laws, (law) => law.lower),
    upper: Float64Array.from(laws, (law) => law.upper),
  });

  function logDensity(x: Matrix): Float64Array {
    assertMatrix(x, { cols: dim }, "x", "distributions");
    return Float64Array.from(inSupport(support, x), (inside, i) => {
      if (inside === 0) return Number.NEGATIVE_INFINITY;
      let sum = 0;
      for (let j = 0; j < dim; j++) sum += laws[j].logDensity(x.data[i * dim + j]);
      return sum;
    });
  }

  function logDensityGrad(x: Matrix) {
    const inside = inSupport(support, x);
    const slope = (value: number, at: number): number =>
      inside[Math.floor(at / dim)] === 0 ? 0 : laws[at % dim].slope(value);
    return { logDensity: logDensity(x), grad: matrix(x.rows, dim, x.data.map(slope)) };
  }

  function sample(rng: Rng, n: number): Matrix {
    assertCount(n, "n", "distributions", 0);
    const out = matrix(n, dim);
    for (let at = 0; at < out.data.length; at++) out.data[at] = laws[at % dim].sample(rng);
    return out;
  }

  const config = { kind: "product", laws: laws.map((law) => law.config) };
  return configured({ dim, support, logDensity, logDensityGrad, sample }, config);
}
