import type { Options, Plugin, SimulatorEntry } from "@retrodict/spec";
import { check, lazily } from "./check.ts";
import { durationCheck } from "./duration-check.ts";
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
  /** Options to simulate under, by the simulator's id, where its default experiment takes long; its defaults if absent. */
  readonly options?: Readonly<Record<string, Options>>;
}

/**
 * What a plugin promises to the tools that run it, for each of its simulators: metadata of which flags, priors and
 * labels can be made; rows that are complete, pure in `(rng, theta)` and NaN where the model fails; a summary,
 * recordings and observations that fit them. Simulates about 35 rows of each simulator.
 */
export function pluginChecks(
  plugin: Plugin,
  { secondsPerSimulation = 10, options = {} }: PluginChecksOptions = {},
): readonly Check[] {
  return [
    check("the plugin has a name, and simulators with ids of their own", () => checkPlugin(plugin)),
    ...plugin.simulators.flatMap((entry) =>
      simulatorChecks(entry, secondsPerSimulation, options[entry.info.id]).map(({ name, run }) =>
        check(`${entry.info.id}: ${name}`, run),
      ),
    ),
  ];
}

function simulatorChecks(
  entry: SimulatorEntry,
  secondsPerSimulation: number,
  options: Options | undefined,
): readonly Check[] {
  const configured = options === undefined ? entry : withDefaults(entry, options);
  const rows = lazily(() => {
    const simulator = configured.create();
    return probes(configured.info).map((probe) => simulateWithin(simulator, probe));
  });
  return [
    ...metadataChecks(entry),
    ...optionChecks(entry),
    ...rowChecks(configured, rows),
    ...purityChecks(configured),
    durationCheck(entry, secondsPerSimulation),
    ...summaryChecks(configured, rows),
    ...recordingChecks(entry),
    ...observationChecks(entry),
  ];
}

/** The entry as if these options were its defaults. */
function withDefaults(entry: SimulatorEntry, options: Options): SimulatorEntry {
  return {
    info: entry.create(options).info,
    create: () => entry.create(options),
    ...(entry.summary && { summary: () => entry.summary!(options) }),
  };
}
