import { matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import type { Curve } from "./types.ts";

/** A function of the position that is 0 at both ends, or at least changes nothing there, and its derivative. */
export interface BasisFunction {
  value(s: number): number;
  slope(s: number): number;
}

export interface CurveDesign {
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** Multiplies the coefficients of each dimension. */
  readonly scale: Float64Array;
  readonly basis: readonly BasisFunction[];
  /** Positions from 0 to 1, both included, evenly spaced. */
  readonly positions: number;
}

/**
 * `x_d(s) = from_d + (to_d − from_d) s + scale_d Σ_k c_kd basis_k(s)`; the coefficients are row-major, basis by
 * dimension.
 */
export function curve({ from, to, scale, basis, positions }: CurveDesign): Curve {
  const dim = from.length;
  const steps = Array.from({ length: positions }, (_, i) => i / (positions - 1));
  const values = basis.map(({ value }) => Float64Array.from(steps, value));
  const slopes = basis.map(({ slope }) => Float64Array.from(steps, slope));
  return Object.freeze<Curve>({
    coefficients: basis.length * dim,
    at(coefficients) {
      const points = matrix(positions, dim);
      const tangents = matrix(positions, dim);
      for (let i = 0; i < positions; i++) {
        for (let d = 0; d < dim; d++) {
          const ahead = to[d] - from[d];
          let [value, slope] = [from[d] + ahead * steps[i], ahead];
          for (let k = 0; k < basis.length; k++) {
            const c = scale[d] * coefficients[k * dim + d];
            value += c * values[k][i];
            slope += c * slopes[k][i];
          }
          points.data[i * dim + d] = value;
          tangents.data[i * dim + d] = slope;
        }
      }
      return { points, tangents };
    },
    pull(byPoints, byTangents) {
      const out = new Float64Array(basis.length * dim);
      for (let i = 0; i < positions; i++) {
        for (let d = 0; d < dim; d++) {
          const [byPoint, byTangent] = [byPoints.data[i * dim + d], byTangents.data[i * dim + d]];
          for (let k = 0; k < basis.length; k++) {
            out[k * dim + d] += scale[d] * (byPoint * values[k][i] + byTangent * slopes[k][i]);
          }
        }
      }
      return out;
    },
  });
}

/** `sin(π k s) / k`: coefficients of all k then change the length alike. */
export const sine = (k: number): BasisFunction => ({
  value: (s) => Math.sin(Math.PI * k * s) / k,
  slope: (s) => Math.PI * Math.cos(Math.PI * k * s),
});

/**
 * Coefficients of `sine(1)` to `sine(count)` that follow evenly spaced points, row-major, by the orthogonality of
 * sines on even positions.
 */
export function sineCoefficients({ rows, cols, data }: Matrix, count: number): Float64Array {
  const out = new Float64Array(count * cols);
  const last = rows - 1;
  for (let i = 1; i < last; i++) {
    for (let d = 0; d < cols; d++) {
      const [from, to] = [data[d], data[last * cols + d]];
      const rest = data[i * cols + d] - from - ((to - from) * i) / last;
      for (let k = 1; k <= count; k++) {
        out[(k - 1) * cols + d] += ((2 * k) / last) * rest * Math.sin((Math.PI * k * i) / last);
      }
    }
  }
  return out;
}
