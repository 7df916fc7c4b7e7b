/**
 * A population that grows to what its environment can carry, in random years: the stochastic logistic equation
 * dN = r N (1 − N / K) dt + σ N dW. Replace it with your own model; `npm test` says what is still missing.
 */
import { assertLength, resolveOptions } from "@retrodict/check";
import { stream } from "@retrodict/random";
import type {
  OptionSpec,
  Options,
  ParameterSpec,
  Plugin,
  Rng,
  Simulator,
  SimulatorEntry,
  SimulatorInfo,
  SummaryStatistic,
} from "@retrodict/spec";

const SOURCE = "my-simulator";

/** What is to be inferred, in the order of `theta`; the bounds are the edges of the default prior. */
const parameters = [
  {
    name: "growth_rate",
    symbol: "r",
    unit: "1/a",
    description: "Growth per year while there are few.",
    bounds: [0.05, 2],
    default: 0.5,
    scale: "log",
  },
  {
    name: "capacity",
    symbol: "K",
    unit: "1",
    description: "How many the environment can carry.",
    bounds: [100, 2000],
    default: 1000,
  },
  {
    name: "noise",
    symbol: "σ",
    unit: "1/a^0.5",
    description: "Standard deviation of the growth, after one year.",
    bounds: [0.01, 0.5],
    default: 0.1,
  },
] as const satisfies readonly ParameterSpec[];

/** Settings of the experiment, which are known; each becomes a flag of the command. */
const options = [
  {
    name: "duration",
    unit: "a",
    type: "number",
    default: 30,
    bounds: [2, 1000],
    description: "Years that are simulated.",
  },
  {
    name: "initial-size",
    unit: "1",
    type: "number",
    default: 50,
    bounds: [1, 1e6],
    description: "Size of the population at the start.",
  },
] as const satisfies readonly OptionSpec[];

/** Steps between two counts, one year apart. */
const STEPS = 10;

/** The model: its counts, one a year. */
export function population(given: Options = {}): Simulator {
  const { duration, "initial-size": initialSize } = resolveOptions(options, given, SOURCE);
  const years = Math.floor(duration) + 1;
  return Object.freeze({
    info: simulatorInfo(years),
    simulate(rng: Rng, theta: Float64Array, out: Float64Array) {
      assertLength(theta, parameters.length, "theta", SOURCE);
      assertLength(out, years, "out", SOURCE);
      const [growthRate, capacity, noise] = theta;
      // Where the model has no meaning it says so: NaN, and why.
      if (!(growthRate > 0 && capacity > 0 && noise >= 0)) {
        out.fill(Number.NaN);
        return "growth rate and capacity must be positive, noise not negative";
      }
      grow(rng, { growthRate, capacity, noise, initialSize }, out);
      return undefined;
    },
  });
}

const simulatorInfo = (years: number): SimulatorInfo => ({
  specVersion: 1,
  id: "my-simulator",
  version: "0.1.0",
  description: "Logistic growth of a population in random years.",
  parameters,
  outputs: [
    {
      name: "size",
      symbol: "N",
      unit: "1",
      description: "Size of the population, once a year.",
      shape: [years],
      axis: { name: "time", unit: "a", start: 0, step: 1 },
    },
  ],
});

interface Growth {
  readonly growthRate: number;
  readonly capacity: number;
  readonly noise: number;
  readonly initialSize: number;
}

/**
 * The exact solution for a path W: N = e^X / (1 / N(0) + r / K ∫ e^X dt) with X = (r − σ² / 2) t + σ W. Only the
 * integral is approximated, by trapezoids. Everything is divided by e^X, so that nothing grows without limit.
 */
function grow(rng: Rng, { growthRate, capacity, noise, initialSize }: Growth, out: Float64Array) {
  const dt = 1 / STEPS;
  const drift = (growthRate - noise ** 2 / 2) * dt;
  const crowding = ((growthRate / capacity) * dt) / 2;
  let inverse = 1 / initialSize;
  out[0] = initialSize;
  for (let year = 1; year < out.length; year++) {
    for (let step = 0; step < STEPS; step++) {
      const shrink = Math.exp(-drift - noise * Math.sqrt(dt) * rng.normal());
      inverse = (inverse + crowding) * shrink + crowding;
    }
    out[year] = 1 / inverse;
  }
}

/** What inference conditions on: three numbers that tell of the three parameters. */
export function populationSummary(given: Options = {}): SummaryStatistic {
  const [{ shape }] = population(given).info.outputs;
  const [years] = shape;
  const features = [
    {
      name: "early_growth",
      unit: "1/a",
      description: "Mean growth of log N in the first quarter.",
      shape: [],
    },
    { name: "late_level", unit: "1", description: "Mean of log N in the last half.", shape: [] },
    {
      name: "late_roughness",
      unit: "1",
      description: "Standard deviation of the yearly change of log N in the last half.",
      shape: [],
    },
  ];
  return Object.freeze({
    features,
    compute(counts: Float64Array, out: Float64Array) {
      assertLength(counts, years, "counts", SOURCE);
      assertLength(out, features.length, "out", SOURCE);
      const quarter = Math.ceil((years - 1) / 4);
      const late = counts.subarray(Math.floor((years - 1) / 2)).map(Math.log);
      const changes = late.subarray(1).map((level, i) => level - late[i]);
      out[0] = Math.log(counts[quarter] / counts[0]) / quarter;
      out[1] = mean(late);
      out[2] = Math.sqrt(mean(changes.map((change) => change ** 2)));
    },
  });
}

const mean = (values: Float64Array) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const entry: SimulatorEntry = Object.freeze({
  info: population().info,
  options,
  create: population,
  summary: populationSummary,
  observations: [
    {
      name: "example",
      description: "Thirty years of a simulated population, at the default parameters.",
      load() {
        const theta = Float64Array.from(parameters, (parameter) => parameter.default);
        const raw = new Float64Array(31);
        population().simulate(stream("example"), theta, raw);
        return { options: {}, raw, theta };
      },
    },
  ],
});

/** What tools look for. */
export const plugin: Plugin = Object.freeze({
  specVersion: 1,
  name: "my-simulator",
  simulators: [entry],
});
