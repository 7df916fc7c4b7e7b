import { assert } from "@retrodict/check";
import { plugin as hodgkinHuxley } from "@retrodict/hodgkin-huxley";
import { plugin as lifNetwork } from "@retrodict/lif-network";
import { plugin as multiCompartment } from "@retrodict/multi-compartment";
import { plugin as pyloric } from "@retrodict/pyloric";
import type { Plugin, SimulatorEntry } from "@retrodict/spec";
import { plugin as tasks } from "@retrodict/tasks";

const PLUGINS: readonly Plugin[] = [hodgkinHuxley, pyloric, lifNetwork, multiCompartment, tasks];

/** A simulator as benchmarks run it: its entry, and the module in which worker threads find it. */
export interface BenchedSimulator {
  readonly entry: SimulatorEntry;
  readonly module: string;
}

/** `PLUGIN[#SIMULATOR]` of the bundled plugins; the plugin's first simulator where none is named. */
export function benchedSimulator(reference: string): BenchedSimulator {
  const [name, id] = reference.split("#");
  const plugin = named(PLUGINS, ({ name }) => name, name, "plugin");
  return {
    entry: named(
      plugin.simulators,
      ({ info }) => info.id,
      id ?? plugin.simulators[0].info.id,
      "simulator",
    ),
    module: import.meta.resolve(`@retrodict/${name}`),
  };
}

function named<T>(all: readonly T[], nameOf: (item: T) => string, name: string, what: string): T {
  const found = all.find((item) => nameOf(item) === name);
  assert(
    found !== undefined,
    "name",
    "bench",
    () => `expected a ${what} among ${all.map(nameOf).join(", ")}, got ${name}; pass one of those`,
  );
  return found;
}
