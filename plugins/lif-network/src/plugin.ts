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

/** A run at the default parameters, by the simulator itself. */
function synthetic(create: () => NetworkSimulator, seed: number): NamedObservation {
  return {
    name: "synthetic",
    description: "A network of the default parameters and options.",
    load() {
      const simulator = create();
      const theta = Float64Array.from(simulator.info.parameters, (parameter) => parameter.default);
      const raw = new Float64Array(simulator.info.outputs.length);
      simulator.simulate(stream(seed), theta, raw);
      return { options: {}, raw, theta };
    },
  };
}

/** `seed` is of a network that lives, which not all of the default parameters do. */
function entry(
  create: (options?: Options) => NetworkSimulator,
  options: readonly OptionSpec[],
  seed: number,
): SimulatorEntry {
  return Object.freeze({
    info: create().info,
    options,
    create,
    observations: [synthetic(create, seed)],
  });
}

/** The networks as tools find and run them. */
export const plugin: Plugin = Object.freeze({
  specVersion: 1,
  name: "lif-network",
  simulators: [
    entry(brunel, brunelOptions, 1),
    entry(brunelEight, brunelEightOptions, 1),
    entry(vogelsAbbottCurrent, vogelsAbbottOptions, 1),
    entry(vogelsAbbottConductance, vogelsAbbottOptions, 1),
  ],
});
