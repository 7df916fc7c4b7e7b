import type { Plugin, SimulatorEntry } from "@retrodict/spec";
import { check, lazily } from "./check.ts";
import { checkPlugin, metadataChecks } from "./metadata-checks.ts";
import { observationChecks } from "./observation-checks.ts";
import { optionChecks } from "./option-checks.ts";
import { probes } from "./probes.ts";
import { purityChecks } from "./purity-checks.ts";
import { recordingChecks } from "./recording-checks.ts";
import { rowChecks } from "./row-checks.ts";
import { simulateWithin } from "./simulated.ts";
import { summaryChecks } from "./summary-checks.ts";
import type { Check } from "./types.ts";

export interface PluginChecksOptions {
  /** What one simulation at the default parameters may take, in seconds; 10 by default. */
  readonly secondsPerSimulation?: number;
}

/**
 * What a plugin promises to the tools that run it, for each of its simulators: metadata of which flags, priors and
 * labels can be made; rows that are complete, pure in `(rng, theta)` and NaN where the model fails; a summary,
 * recordings and observations that fit them. Simulates some forty rows of each simulator, under default options.
 */
export function pluginChecks(
  plugin: Plugin,
  { secondsPerSimulation = 10 }: PluginChecksOptions = {},
): readonly Check[] {
  return [
    check("the plugin has a name, and simulators with ids of their own", () => checkPlugin(plugin)),
    ...plugin.simulators.flatMap((entry) =>
      simulatorChecks(entry, secondsPerSimulation).map(({ name, run }) =>
        check(`${entry.info.id}: ${name}`, run),
      ),
    ),
  ];
}

function simulatorChecks(entry: SimulatorEntry, secondsPerSimulation: number): readonly Check[] {
  const rows = lazily(() => {
    const simulator = entry.create();
    return probes(entry.info).map((probe) => simulateWithin(simulator, probe));
  });
  return [
    ...metadataChecks(entry),
    ...optionChecks(entry),
    ...rowChecks(entry, rows, secondsPerSimulation),
    ...purityChecks(entry),
    ...summaryChecks(entry, rows),
    ...recordingChecks(entry),
    ...observationChecks(entry),
  ];
}
