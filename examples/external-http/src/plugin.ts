/** The service as a plugin: the metadata of what it simulates and where it is. */
import { resolveOptions } from "@retrodict/check";
import { httpService } from "@retrodict/external";
import type {
  Options,
  OutputSpec,
  ParameterSpec,
  Plugin,
  SimulatorEntry,
  SimulatorInfo,
} from "@retrodict/spec";

const rate = (name: string, description: string, value: number): ParameterSpec => ({
  name,
  unit: "1",
  description,
  bounds: [value / 4, value * 4],
  default: value,
  scale: "log",
});

const population = (name: string): OutputSpec => ({
  name,
  unit: "1",
  description: `Number of ${name}`,
  shape: [15],
  axis: { name: "time", unit: "1", start: 2, step: 2 },
});

const info: SimulatorInfo = {
  specVersion: 1,
  id: "predators-and-prey",
  version: "1.0.0",
  description: "Stochastic Lotka–Volterra populations",
  parameters: [
    rate("birth", "Births of prey, per prey", 0.5),
    rate("predation", "Prey turned into predators, per pair", 0.0025),
    rate("death", "Deaths of predators, per predator", 0.3),
  ],
  outputs: [population("prey"), population("predators")],
};

/** Where the service is. Not an option of the plugin: it says nothing of the experiment, and may differ between runs of the same. */
const url = process.env.PREDATORS_AND_PREY_URL ?? "http://127.0.0.1:8080/";

/** What the service gives at the default rates under the seed 1. */
const prey = [144, 229, 313, 136, 41, 11, 10, 20, 45, 100, 220, 435, 316, 41, 13];
const predators = [70, 110, 224, 430, 372, 240, 145, 84, 47, 30, 34, 76, 493, 538, 317];

const entry: SimulatorEntry = {
  info,
  create: (given: Options = {}) => {
    resolveOptions([], given, "predators-and-prey");
    return httpService({ info, url, timeoutSeconds: 60 });
  },
  observations: [
    {
      name: "synthetic",
      description: "One run at the default rates",
      load: () => ({
        options: {},
        raw: Float64Array.of(...prey, ...predators),
        theta: Float64Array.of(0.5, 0.0025, 0.3),
      }),
    },
  ],
};

export const plugin: Plugin = { specVersion: 1, name: "external-http", simulators: [entry] };
