import { stream } from "@retrodict/random";
import type { NamedObservation, Options, Plugin, Simulator, SimulatorEntry } from "@retrodict/spec";
import { featureLength } from "@retrodict/summary";
import { hodgkinHuxleyCable } from "./hodgkin-huxley-cable.ts";
import { hodgkinHuxleyCableSummary } from "./hodgkin-huxley-summary.ts";
import { hodgkinHuxleyOptions, passiveOptions } from "./options.ts";
import { passiveCable } from "./passive-cable.ts";
import { passiveCableSummary } from "./passive-summary.ts";

/** A run of the default parameters and experiment, down to its noise. */
function synthetic(create: () => Simulator): NamedObservation {
  return {
    name: "synthetic",
    description: "A run of the default parameters under the default options, known noise.",
    load() {
      const simulator = create();
      const { parameters, outputs } = simulator.info;
      const theta = Float64Array.from(parameters, (parameter) => parameter.default);
      const raw = new Float64Array(featureLength(outputs));
      simulator.simulate(stream("synthetic"), theta, raw);
      return { options: {}, raw, theta };
    },
  };
}

const passive: SimulatorEntry = Object.freeze({
  info: passiveCable().info,
  options: passiveOptions,
  create: (options: Options = {}) => passiveCable(options),
  summary: (options: Options = {}) => passiveCableSummary(options),
  observations: [synthetic(passiveCable)],
});

const hodgkinHuxley: SimulatorEntry = Object.freeze({
  info: hodgkinHuxleyCable().info,
  options: hodgkinHuxleyOptions,
  create: (options: Options = {}) => hodgkinHuxleyCable(options),
  summary: (options: Options = {}) => hodgkinHuxleyCableSummary(options),
  observations: [synthetic(hodgkinHuxleyCable)],
});

/** The two cables as tools find and run them. */
export const plugin: Plugin = Object.freeze({
  specVersion: 1,
  name: "multi-compartment",
  simulators: [passive, hodgkinHuxley],
});
