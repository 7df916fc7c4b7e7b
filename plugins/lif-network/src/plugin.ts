import { stream } from "@retrodict/random";
import type {
  NamedObservation,
  OptionSpec,
  Options,
  Plugin,
  SimulatorEntry,
} from "@retrodict/spec";
import { brunel, brunelEight } from "./brunel.ts";
import { brunelEightOptions, brunelOptions } from "./brunel-options.ts";
import type { NetworkSimulator } from "./network-simulator.ts";
import {
  vogelsAbbottConductance,
  vogelsAbbottCurrent,
  vogelsAbbottOptions,
} from "./vogels-abbott.ts";

type Create = (options?: Options) => NetworkSimulator;

/** A run at the default parameters, by the simulator itself. */
const synthetic = (create: Create): NamedObservation =>
  simulated("synthetic", "A network of the default parameters and options.", create);

/** Brunel's network at a fifth of its size, for which an inference takes minutes instead of hours. */
const small = (create: Create, options: Options): NamedObservation =>
  simulated(
    "synthetic-2500",
    "A network of 2500 neurons and the default parameters.",
    create,
    options,
  );

function simulated(
  name: string,
  description: string,
  create: Create,
  options: Options = {},
): NamedObservation {
  return {
    name,
    description,
    load() {
      const simulator = create(options);
      const theta = Float64Array.from(simulator.info.parameters, (parameter) => parameter.default);
      const raw = new Float64Array(simulator.info.outputs.length);
      simulator.simulate(stream(1), theta, raw);
      return { options, raw, theta };
    },
  };
}

function entry(
  create: Create,
  options: readonly OptionSpec[],
  observations: readonly NamedObservation[],
): SimulatorEntry {
  return Object.freeze({ info: create().info, options, create, observations });
}

/** The networks as tools find and run them. */
export const plugin: Plugin = Object.freeze({
  specVersion: 1,
  name: "lif-network",
  simulators: [
    entry(brunel, brunelOptions, [
      synthetic(brunel),
      small(brunel, { neurons: 2500, "connection-probability": 0.5 }),
    ]),
    entry(brunelEight, brunelEightOptions, [
      synthetic(brunelEight),
      small(brunelEight, { neurons: 2500 }),
    ]),
    entry(vogelsAbbottCurrent, vogelsAbbottOptions, [synthetic(vogelsAbbottCurrent)]),
    entry(vogelsAbbottConductance, vogelsAbbottOptions, [synthetic(vogelsAbbottConductance)]),
  ],
});
