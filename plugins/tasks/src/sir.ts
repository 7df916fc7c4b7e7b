import { logNormal } from "@retrodict/distributions";
import { binomial } from "@retrodict/random";
import { defineTask } from "./define-task.ts";
import { INTERVAL, OBSERVED, POPULATION, spread } from "./epidemic.ts";
import { published } from "./observations/sir.ts";

/** Tested on each day of observation. */
const TESTED = 1000;

/** Share of the infected at observation `i`. */
const share = (states: Float64Array, i: number): number =>
  Math.min(Math.max(states[2 * i + 1] / POPULATION, 0), 1);

/** Zero where there are none, even of what is impossible. */
const countTimes = (count: number, log: number) => (count === 0 ? 0 : count * log);

/** An epidemic that one in a million starts; every 17 days a thousand are tested. */
export const sirTask = defineTask({
  id: "sir",
  description:
    "An epidemic among susceptible, infected and recovered (SIR), of whom a thousand are tested every 17 days.",
  parameters: [
    {
      name: "beta",
      unit: "d-1",
      description: "Contact rate.",
      symbol: "β",
      bounds: [0.08, 2],
      default: 0.4,
      scale: "log",
    },
    {
      name: "gamma",
      unit: "d-1",
      description: "Recovery rate.",
      symbol: "γ",
      bounds: [0.065, 0.24],
      default: 0.125,
      scale: "log",
    },
  ],
  outputs: [
    {
      name: "infected",
      unit: "1",
      description: "Infected among a thousand tested.",
      shape: [OBSERVED],
      axis: { name: "time", unit: "d", start: 0, step: INTERVAL },
    },
  ],
  prior: logNormal([Math.log(0.4), Math.log(0.125)], [0.5, 0.2]),
  runner: () => (rng, theta, out) => {
    const { states, failure } = spread(theta);
    for (let i = 0; i < OBSERVED; i++)
      out[i] = failure === undefined ? binomial(rng, TESTED, share(states, i)) : Number.NaN;
    return failure;
  },
  /** Without the binomial coefficients. */
  logLikelihood(theta, x) {
    const { states, failure } = spread(theta);
    if (failure !== undefined) return -Infinity;
    let sum = 0;
    for (let i = 0; i < OBSERVED; i++) {
      const p = share(states, i);
      sum += countTimes(x[i], Math.log(p)) + countTimes(TESTED - x[i], Math.log1p(-p));
    }
    return sum;
  },
  published,
  origin: {
    title: "A contribution to the mathematical theory of epidemics",
    authors: "Kermack & McKendrick",
    year: 1927,
    doi: "10.1098/rspa.1927.0118",
  },
});

/** The simulator of the task: the infected among 1000 tested on days 0, 17, …, 153. */
export const sir = sirTask.create;
