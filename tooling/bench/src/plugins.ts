import { assert } from "@retrodict/check";
import { plugin as hodgkinHuxley } from "@retrodict/hodgkin-huxley";
import type { Plugin, SimulatorEntry } from "@retrodict/spec";

const PLUGINS: readonly Plugin[] = [hodgkinHuxley];

/** The first simulator of a bundled plugin, by the plugin's name. */
export function pluginEntry(name: string): SimulatorEntry {
  const plugin = PLUGINS.find((candidate) => candidate.name === name);
  assert(
    plugin !== undefined,
    "name",
    "bench",
    `expected a plugin among ${PLUGINS.map((known) => known.name).join(", ")}, got ${name}; pass one of those`,
  );
  return plugin.simulators[0];
}
