import { cpus } from "node:os";
import type { Verdict } from "@retrodict/diagnostics";
import type {
  Citation,
  DistributionConfig,
  FieldSpec,
  Options,
  OutputSpec,
  ParameterSpec,
  TrainingHistory,
} from "@retrodict/spec";
import type { AlgorithmName } from "./algorithms.ts";
import type { FailureSummary } from "./failure-summary.ts";
import type { PluginValues } from "./option-flags.ts";
import { pluginValues } from "./run-flags.ts";
import type { SamplerName } from "./samplers.ts";
import type { Invocation, Setup } from "./setup.ts";
import { version } from "./version.ts";

/** What `run.json` says: enough to run it again, and to read the other files of its folder. */
export interface RunRecord {
  readonly format: "retrodict-run";
  readonly formatVersion: 1;
  readonly createdAt: string;
  /** The arguments after `retrodict`. */
  readonly command: readonly string[];
  readonly seed: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly machine: { readonly cpu: string; readonly cores: number };
  readonly plugin: string;
  /** As given on the command line, to load it again. */
  readonly reference: string;
  readonly simulator: string;
  readonly description: string;
  readonly citations: readonly Citation[];
  readonly parameters: readonly ParameterSpec[];
  /** Absent where it is uniform between the parameters' bounds. */
  readonly prior?: DistributionConfig;
  /** One per number of the observation. */
  readonly features: readonly FieldSpec[];
  readonly configuration: Configuration;
  readonly failures: FailureSummary;
  /** Seconds per stage, in order. */
  readonly timings: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
  readonly inference?: InferenceRecord;
}

/** What the run was asked to do. */
export interface Configuration {
  readonly simulations: number;
  readonly workers: number;
  readonly rowTimeLimitSeconds: number | null;
  /** Names of the features, whole traces counting once. */
  readonly features: readonly string[];
  /** Flags of the plugin as given. */
  readonly flags: PluginValues;
  /** What the simulator ran with: those flags, or what the data settled. */
  readonly options: Options;
  /** Of `infer`; the simulations are split evenly over the rounds, one if absent. */
  readonly rounds?: number;
  readonly algorithm?: AlgorithmName;
  readonly estimator?: string;
  readonly sampler?: SamplerName;
}

/** What `infer` adds. */
export interface InferenceRecord {
  readonly observed: {
    readonly source: string;
    readonly values: readonly number[];
    readonly truth?: readonly number[];
  };
  /** Posterior draws found. */
  readonly samples: number;
  readonly excludedRows: number;
  /** Numbers about the draws; null where one is not finite. */
  readonly diagnostics: Readonly<Record<string, number | null>>;
  /** Whether the observation is among simulations from the prior; absent in records older than that check. */
  readonly misspecification?: Verdict & { readonly pValue: number };
  /** Of the last fit; absent where nothing is trained. */
  readonly training?: TrainingHistory;
  /** Absent in records older than rounds. */
  readonly rounds?: readonly RoundRecord[];
  /** What the columns of the predictive traces are, where the simulator gives a trace. */
  readonly trace?: { readonly output: OutputSpec; readonly stimulus?: FieldSpec };
}

/** One round of simulations and what was learned after it. */
export interface RoundRecord {
  readonly simulations: number;
  readonly failures: number;
  /** Numbers about what parameters were drawn from; empty for the prior. */
  readonly proposal: Readonly<Record<string, number | null>>;
  readonly training?: Pick<
    TrainingHistory,
    "train" | "validation" | "bestEpoch" | "bestValidation"
  >;
  readonly seconds: number;
}

/** The part of a record that does not depend on how the run went. */
export function recordBase({ loaded, reference, argv, flags }: Invocation, setup: Setup) {
  const { info } = loaded.entry;
  return {
    format: "retrodict-run",
    formatVersion: 1,
    createdAt: new Date().toISOString(),
    command: argv,
    seed: flags.seed,
    versions: { retrodict: version, [info.id]: info.version, node: process.versions.node },
    machine: { cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length },
    plugin: loaded.plugin.name,
    reference,
    simulator: info.id,
    description: info.description,
    citations: info.citations ?? [],
    parameters: setup.parameters,
    ...(setup.prior && { prior: setup.prior }),
    features: setup.fields,
    configuration: {
      simulations: flags.simulations,
      workers: flags.workers,
      rowTimeLimitSeconds: flags.rowTimeLimit ?? null,
      features: setup.features,
      flags: pluginValues(loaded.entry, flags),
      options: setup.experiment.options,
    },
  } as const;
}

/** JSON that a person can read: indented, with short arrays of numbers on one line. */
export function formatRecord(record: RunRecord): string {
  return `${JSON.stringify(record, abridge, 2).replaceAll(numberArray, (_, numbers: string) => `[${numbers.replaceAll(/\s+/g, " ")}]`)}\n`;
}

const numberArray = /\[\s+((?:[-\d.e+]+,\s+)*[-\d.e+]+)\s+\]/g;

/** A typed array, such as a recorded current, by its length: its numbers are in the data file. */
const abridge = (_: string, value: unknown) =>
  ArrayBuffer.isView(value) ? `${(value as Float64Array).length} numbers` : value;
