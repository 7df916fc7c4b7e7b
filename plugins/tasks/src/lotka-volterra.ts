import { logNormal } from "@retrodict/distributions";
import type { ParameterSpec } from "@retrodict/spec";
import { defineTask } from "./define-task.ts";
import { published } from "./observations/lotka-volterra.ts";
import { grow, INTERVAL, OBSERVED } from "./predation.ts";

/** Standard deviation of the logarithms. */
const NOISE = 0.1;
const [LEAST, MOST] = [1e-10, 1e4];

/** Logarithm of output `i`'s median: all prey first, then all predators. */
const logMedian = (states: Float64Array, i: number): number =>
  Math.log(Math.min(Math.max(states[2 * (i % OBSERVED) + Math.floor(i / OBSERVED)], LEAST), MOST));

const rate = (
  [name, symbol]: readonly [string, string],
  description: string,
  [lower, median, upper]: readonly [number, number, number],
): ParameterSpec => ({
  name,
  unit: "1",
  description,
  symbol,
  bounds: [lower, upper],
  default: median,
  scale: "log",
});

const population = (name: string, description: string) => ({
  name,
  unit: "1",
  description,
  shape: [OBSERVED],
  axis: { name: "time", unit: "1", start: 0, step: INTERVAL },
});

/** Thirty prey and one predator, counted with an error of ten percent. */
export const lotkaVolterraTask = defineTask({
  id: "lotka-volterra",
  description: "Prey and predators that grow and shrink by turns, counted ten times.",
  parameters: [
    rate(["alpha", "α"], "Growth rate of the prey.", [0.18, 0.88, 4.4]),
    rate(["beta", "β"], "Prey lost per prey and predator.", [0.01, 0.05, 0.25]),
    rate(["gamma", "γ"], "Death rate of the predators.", [0.18, 0.88, 4.4]),
    rate(["delta", "δ"], "Predators gained per prey and predator.", [0.01, 0.05, 0.25]),
  ],
  outputs: [population("prey", "Counted prey."), population("predators", "Counted predators.")],
  prior: logNormal([-0.125, -3, -0.125, -3], [0.5, 0.5, 0.5, 0.5]),
  runner: () => (rng, theta, out) => {
    const { states, failure } = grow(theta);
    for (let i = 0; i < 2 * OBSERVED; i++)
      out[i] =
        failure === undefined ? Math.exp(logMedian(states, i) + NOISE * rng.normal()) : Number.NaN;
    return failure;
  },
  logLikelihood(theta, x) {
    const { states, failure } = grow(theta);
    if (failure !== undefined) return -Infinity;
    let sum = 0;
    for (let i = 0; i < 2 * OBSERVED; i++) {
      const z = (Math.log(x[i]) - logMedian(states, i)) / NOISE;
      sum -= 0.5 * z * z + Math.log(x[i] * NOISE * Math.sqrt(2 * Math.PI));
    }
    return sum;
  },
  published,
  origin: {
    title: "Analytical note on certain rhythmic relations in organic systems",
    authors: "Lotka",
    year: 1920,
    doi: "10.1073/pnas.6.7.410",
  },
});

/** The simulator of the task: ten counts of prey, then ten of predators, at times 0, 2.1, …, 18.9. */
export const lotkaVolterra = lotkaVolterraTask.create;
