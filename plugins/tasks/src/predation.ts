/** Thirty prey and one predator at the start, and what becomes of them. */
import type { VectorField } from "@retrodict/spec";
import { solve, type Solution } from "./solve.ts";

/** Time between observations, the first at 0. */
export const INTERVAL = 2.1;
export const OBSERVED = 10;

const times = Float64Array.from({ length: OBSERVED }, (_, i) => i * INTERVAL);

/** x' = α x − β x y, y' = δ x y − γ y. */
export const predation =
  ([alpha, beta, gamma, delta]: Float64Array): VectorField =>
  (_t, y, dydt) => {
    const met = y[0] * y[1];
    dydt[0] = alpha * y[0] - beta * met;
    dydt[1] = delta * met - gamma * y[1];
  };

/** Prey and predators at the times of observation. */
export const grow = (theta: Float64Array): Solution => solve(predation(theta), [30, 1], times);
