import { stream } from "@retrodict/random";
import type { Rng, StochasticField } from "@retrodict/spec";
import { expect, test } from "vitest";
import { eulerMaruyama, integrateStochastic } from "./index.ts";

/** Normals of one Brownian path on `[0, 1]`, seen on a grid `stride` times coarser. */
function coarsened(fine: Float64Array, stride: number): Rng {
  let position = 0;
  const normal = () => {
    let sum = 0;
    for (const end = position + stride; position < end; position++) sum += fine[position];
    return sum / Math.sqrt(stride);
  };
  return { normal } as Rng;
}

const PATHS = 3000;
const FINE = 2 ** 10;
/** Steps of 1/32 and 1/64. */
const STRIDES = [32, 16];

/** End point of Euler–Maruyama from 1 over `[0, 1]`. */
function endPoint(field: StochasticField, fine: Float64Array, stride: number): number {
  const steps = FINE / stride;
  const grid = { dt: 1 / steps, steps, every: steps };
  const run = integrateStochastic(coarsened(fine, stride), eulerMaruyama, field, [1], grid);
  return run.states.data[1];
}

/**
 * log₂ of the ratio of mean absolute errors at two steps, halved, and its standard error by the delta
 * method: both errors come from the same paths, so the ratio's relative error per path is
 * `e₁ / E e₁ − e₂ / E e₂`, whose standard deviation over √PATHS ln 2 is that of the logarithm.
 */
function measuredOrder(field: StochasticField, exact: (fine: Float64Array) => number) {
  const rng = stream("strong order");
  const errors = STRIDES.map(() => new Float64Array(PATHS));
  const fine = new Float64Array(FINE);
  for (let path = 0; path < PATHS; path++) {
    for (let i = 0; i < FINE; i++) fine[i] = rng.normal();
    const truth = exact(fine);
    STRIDES.forEach((stride, k) => {
      errors[k][path] = Math.abs(endPoint(field, fine, stride) - truth);
    });
  }
  const [coarse, half] = errors as [Float64Array, Float64Array];
  const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / PATHS;
  const [meanCoarse, meanHalf] = [mean(coarse), mean(half)];
  const relative = coarse.map((error, i) => error / meanCoarse - half[i] / meanHalf);
  const variance = mean(relative.map((value) => value ** 2));
  return {
    order: Math.log2(meanCoarse / meanHalf),
    standardError: Math.sqrt(variance / PATHS) / Math.LN2,
  };
}

/**
 * Beside Monte Carlo error (four standard errors, fixed seed) the measured order differs from the
 * asymptotic one by the next term of the expansion, relative size √dt = 1/√32 for an order-1/2 method
 * and dt = 1/32 for an order-1 method; its effect on log₂ is below that size times (1 − 2^−½) / ln 2.
 */
const bias = (size: number) => (size * (1 - Math.SQRT1_2)) / Math.LN2;

test("strong order 1/2 on geometric Brownian motion, against its closed form", () => {
  const [mu, sigma] = [0.5, 0.6];
  const field: StochasticField = (_t, y, drift, diffusion) => {
    drift[0] = mu * y[0];
    diffusion[0] = sigma * y[0];
  };
  const { order, standardError } = measuredOrder(field, (fine) => {
    const w = fine.reduce((a, b) => a + b, 0) / Math.sqrt(FINE);
    return Math.exp(mu - sigma ** 2 / 2 + sigma * w);
  });
  expect(standardError).toBeLessThan(0.03);
  expect(Math.abs(order - 0.5)).toBeLessThan(4 * standardError + bias(1 / Math.sqrt(32)));
});

test("strong order 1 on an Ornstein–Uhlenbeck process, whose noise is additive", () => {
  const [rate, sigma] = [2, 0.8];
  const field: StochasticField = (_t, y, drift, diffusion) => {
    drift[0] = -rate * y[0];
    diffusion[0] = sigma;
  };
  // The exact solution weighs each increment of the fine path by exp(−rate (1 − t)), t at its middle:
  // wrong by O(dt²) of the fine grid, a thousandth of the errors measured.
  const { order, standardError } = measuredOrder(field, (fine) => {
    const dt = 1 / FINE;
    return fine.reduce(
      (sum, xi, i) => sum + sigma * Math.exp(-rate * (1 - (i + 0.5) * dt)) * Math.sqrt(dt) * xi,
      Math.exp(-rate),
    );
  });
  expect(standardError).toBeLessThan(0.03);
  expect(Math.abs(order - 1)).toBeLessThan(4 * standardError + bias(rate / 32));
});
