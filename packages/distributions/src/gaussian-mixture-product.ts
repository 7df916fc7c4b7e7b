/*
 * Products and quotients of Gaussian mixtures, normalised again. With them a posterior learnt under a proposal becomes
 * the one under the prior, posterior = learnt · prior / proposal (SNPE-A, Papamakarios & Murray 2016), and the posterior
 * under a proposal follows from it, posterior · proposal / prior (Greenberg et al. 2019). Multiply before dividing: the
 * narrower numerator is the one whose quotient exists. A uniform prior is a factor of 1.
 */
import { fromRows, matrix, row } from "@retrodict/matrix";
import {
  assertSameDim,
  componentsOf,
  mixtureOf,
  type Weighted,
} from "./gaussian-mixture-components.ts";
import { logDetFactor, solveFactor, triangularize, whiten } from "./gaussian-mixture-factor.ts";
import type { GaussianMixture } from "./gaussian-mixture.ts";

/**
 * The mixture with density proportional to a(x) b(x): one component for every pair of theirs, b's running faster.
 */
export function productOfMixtures(a: GaussianMixture, b: GaussianMixture): GaussianMixture {
  assertSameDim(a, b);
  return mixtureOf(componentsOf(a).flatMap((p) => componentsOf(b).map((q) => times(p, q))));
}

/**
 * |A(x − p)|² + |B(x − q)|² is a least-squares problem in x: triangularising its augmented rows gives the product's
 * factor, its mean and, as residual, the square in the weight at once.
 */
function times(p: Weighted, q: Weighted): Weighted {
  const dim = p.mean.length;
  const augmented = matrix(2 * dim, dim + 1);
  const distance = whiten(q.factor, q.mean, p.mean);
  for (let i = 0; i < dim; i++) {
    augmented.data.set(row(p.factor, i), i * (dim + 1));
    augmented.data.set(row(q.factor, i), (dim + i) * (dim + 1));
    augmented.data[(dim + i) * (dim + 1) + dim] = distance[i];
  }
  const r = triangularize(augmented);
  const factor = fromRows(Array.from({ length: dim }, (_, i) => row(r, i).subarray(0, dim)));
  const right = matrix(dim, 1);
  for (let i = 0; i < dim; i++) right.data[i] = r.data[i * (dim + 1) + dim];
  const shift = solveFactor(factor, right).data;
  const residual = r.data[dim * (dim + 2)];
  return {
    factor,
    mean: p.mean.map((value, j) => value + shift[j]),
    logWeight:
      p.logWeight +
      q.logWeight +
      logDetFactor(p.factor) +
      logDetFactor(q.factor) -
      logDetFactor(factor) -
      0.5 * residual * residual,
  };
}
