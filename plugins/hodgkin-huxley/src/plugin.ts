import { numpyLegacy } from "@retrodict/random";
import type { NamedObservation, Options, Plugin, SimulatorEntry } from "@retrodict/spec";
import { parameters } from "./parameters.ts";
import { resolveProtocol, stepOptions, type HodgkinHuxleyOptions } from "./protocol.ts";
import { currentClampReader } from "./recording.ts";
import { hodgkinHuxley, simulateWithNoise } from "./simulator.ts";
import { hodgkinHuxleySummary } from "./summary-statistics.ts";

/** The synthetic observation of Gonçalves et al. (2020), down to its noise: numpy's `RandomState(1791095845)`. */
const synthetic: NamedObservation = {
  name: "synthetic",
  description: "The published synthetic neuron: default parameters and protocol, known noise.",
  load() {
    const theta = Float64Array.from(parameters, (parameter) => parameter.default);
    const rng = numpyLegacy(1791095845);
    const noise = resolveProtocol().current.map(() => rng.normal());
    return { options: {}, raw: simulateWithNoise({}, theta, noise), theta };
  },
};

const entry: SimulatorEntry = Object.freeze({
  info: hodgkinHuxley().info,
  options: stepOptions,
  create: (options: Options = {}) => hodgkinHuxley(options as HodgkinHuxleyOptions),
  summary: (options: Options = {}) => hodgkinHuxleySummary(options as HodgkinHuxleyOptions),
  recording: currentClampReader,
  observations: [synthetic],
});

/** The Hodgkin–Huxley neuron as tools find and run it. */
export const plugin: Plugin = Object.freeze({
  specVersion: 1,
  name: "hodgkin-huxley",
  simulators: [entry],
});
