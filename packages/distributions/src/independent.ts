import { assert, assertCount, assertMatrix } from "@retrodict/check";
import { matrix, row } from "@retrodict/matrix";
import { configured } from "./configured.ts";
import type { DifferentiableDistribution, Distribution, Matrix, Rng } from "@retrodict/spec";

/** The product of independent distributions, their dimensions one after the other. It has a gradient if all of them do. */
export function independent<D extends Distribution>(
  ...parts: readonly D[]
): D extends DifferentiableDistribution ? DifferentiableDistribution : Distribution;
export function independent(...parts: readonly Distribution[]): Distribution {
  assert(
    parts.length > 0,
    "argument",
    "distributions",
    "expected at least one distribution, got none; pass those to combine",
  );
  const dim = parts.reduce((sum, part) => sum + part.dim, 0);
  const support = Object.freeze({
    lower: Float64Array.from(parts.flatMap((part) => [...part.support.lower])),
    upper: Float64Array.from(parts.flatMap((part) => [...part.support.upper])),
  });

  function logDensity(x: Matrix): Float64Array {
    assertMatrix(x, { cols: dim }, "x", "distributions");
    const sum = new Float64Array(x.rows);
    let first = 0;
    for (const part of parts) {
      const values = part.logDensity(columns(x, first, part.dim));
      for (let i = 0; i < x.rows; i++) sum[i] += values[i];
      first += part.dim;
    }
    return sum;
  }

  function logDensityGrad(x: Matrix) {
    const grad = matrix(x.rows, dim);
    let first = 0;
    for (const part of parts.filter(isDifferentiable)) {
      const own = part.logDensityGrad(columns(x, first, part.dim)).grad.data;
      own.forEach((value, at) => {
        grad.data[Math.floor(at / part.dim) * dim + first + (at % part.dim)] = value;
      });
      first += part.dim;
    }
    const density = logDensity(x);
    density.forEach((value, i) => value === -Infinity && row(grad, i).fill(0));
    return { logDensity: density, grad };
  }

  function sample(rng: Rng, n: number): Matrix {
    assertCount(n, "n", "distributions", 0);
    const out = matrix(n, dim);
    let first = 0;
    for (const part of parts) {
      const { data } = part.sample(rng, n);
      for (let i = 0; i < n; i++) {
        out.data.set(data.subarray(i * part.dim, (i + 1) * part.dim), i * dim + first);
      }
      first += part.dim;
    }
    return out;
  }

  const configs = parts.flatMap((part) => part.config ?? []);
  const config = { kind: "independent", parts: configs };
  const density = { dim, support, logDensity, sample };
  return configured(
    parts.every(isDifferentiable) ? { ...density, logDensityGrad } : density,
    configs.length === parts.length ? config : undefined,
  );
}

function columns(x: Matrix, first: number, count: number): Matrix {
  const out = matrix(x.rows, count);
  for (let i = 0; i < x.rows; i++) {
    const start = i * x.cols + first;
    out.data.set(x.data.subarray(start, start + count), i * count);
  }
  return out;
}

const isDifferentiable = (part: Distribution): part is DifferentiableDistribution =>
  "logDensityGrad" in part;
