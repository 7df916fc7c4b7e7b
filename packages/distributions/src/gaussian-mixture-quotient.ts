import { assert, RetrodictError } from "@retrodict/check";
import {
  cholesky,
  eigenSymmetric,
  identity,
  matmul,
  matrix,
  solveCholesky,
  solveLower,
  transpose,
} from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import {
  assertSameDim,
  componentsOf,
  mixtureOf,
  type Weighted,
} from "./gaussian-mixture-components.ts";
import { logDetFactor, solveFactor, whiten } from "./gaussian-mixture-factor.ts";
import type { GaussianMixture } from "./gaussian-mixture.ts";

/** Less than this of a precision left by a subtraction has lost more than half of its digits. */
const LEAST_REST = Math.sqrt(Number.EPSILON);

/**
 * The mixture with density proportional to a(x) / b(x), for a `b` of one component: the reciprocal of a sum of
 * Gaussians is no sum of Gaussians. Throws a `numeric` error naming the component of `a` that is not narrower than
 * `b` in every direction, as its quotient has no finite integral.
 */
export function quotientOfMixtures(a: GaussianMixture, b: GaussianMixture): GaussianMixture {
  assertSameDim(a, b);
  assert(
    b.components === 1,
    "argument",
    "distributions",
    () =>
      `expected to divide by one Gaussian, got a mixture of ${b.components}, whose reciprocal is no mixture; use a proposal of one component`,
  );
  const [divisor] = componentsOf(b);
  return mixtureOf(componentsOf(a).map((p, k) => over(p, divisor, k)));
}

/**
 * In coordinates where p has unit precision, q has MᵀM with M = B A⁻¹ and the quotient S = I − MᵀM, whatever the
 * scales of x. There its mean is S⁻¹ Mᵀd from p's, d = B (p − q).
 */
function over(p: Weighted, q: Weighted, k: number): Weighted {
  const dim = p.mean.length;
  const mt = solveLower(transpose(p.factor), transpose(q.factor));
  const share = matmul(mt, transpose(mt));
  const l = restOf(share, k);
  const d = matrix(dim, 1, whiten(q.factor, p.mean, q.mean));
  const pull = matmul(mt, d);
  const u = solveCholesky(l, pull);
  const shift = solveFactor(p.factor, u).data;
  const factor = matmul(transpose(l), p.factor);
  return {
    factor,
    mean: p.mean.map((value, j) => value + shift[j]),
    logWeight:
      p.logWeight -
      q.logWeight +
      logDetFactor(p.factor) -
      logDetFactor(q.factor) -
      logDetFactor(factor) +
      0.5 * (dot(d.data, d.data) + dot(pull.data, u.data)),
  };
}

/** The Cholesky factor of I − share, which must be clearly positive definite. */
function restOf(share: Matrix, k: number): Matrix {
  const { rows: dim } = share;
  const largest = eigenSymmetric(share).values[dim - 1];
  if (!(1 - largest > LEAST_REST)) {
    throw new RetrodictError(
      "numeric",
      "distributions",
      `expected a divisor wider than component ${k} in every direction, got one with ${largest.toPrecision(3)} times its precision in some; divide by a wider Gaussian, or multiply by a narrower one first`,
    );
  }
  const one = identity(dim).data;
  return cholesky(
    matrix(
      dim,
      dim,
      one.map((value, at) => value - share.data[at]),
    ),
  );
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
