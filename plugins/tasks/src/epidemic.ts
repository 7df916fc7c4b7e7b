/** Susceptible and infected of a population that one infected enters; the recovered are the rest. */
import type { VectorField } from "@retrodict/spec";
import { solve, type Solution } from "./solve.ts";

export const POPULATION = 1e6;
/** Days between observations, the first on day 0. */
export const INTERVAL = 17;
export const OBSERVED = 10;

const times = Float64Array.from({ length: OBSERVED }, (_, i) => i * INTERVAL);

/** S' = −β S I / N, I' = β S I / N − γ I. */
export const epidemic =
  ([beta, gamma]: Float64Array): VectorField =>
  (_t, y, dydt) => {
    const infections = (beta * y[0] * y[1]) / POPULATION;
    dydt[0] = -infections;
    dydt[1] = infections - gamma * y[1];
  };

/** Both at the times of observation. */
export const spread = (theta: Float64Array): Solution =>
  solve(epidemic(theta), [POPULATION - 1, 1], times);
