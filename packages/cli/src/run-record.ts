import { cpus } from "node:os";
import type {
  Citation,
  FieldSpec,
  Options,
  OutputSpec,
  ParameterSpec,
  TrainingHistory,
} from "@retrodict/spec";
import type { FailureSummary } from "./failure-summary.ts";
import type { LoadedEntry } from "./load-plugin.ts";

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
  /** One per number of the observation. */
  readonly features: readonly FieldSpec[];
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly failures: FailureSummary;
  /** Seconds per stage, in order. */
  readonly timings: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
  readonly inference?: InferenceRecord;
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
  readonly diagnostics: Readonly<Record<string, number>>;
  readonly training: TrainingHistory;
  /** What the columns of the predictive traces are, where the simulator gives a trace. */
  readonly trace?: { readonly output: OutputSpec; readonly stimulus?: FieldSpec };
}

/** The part of a record that does not depend on how the run went. */
export function recordBase(
  { plugin, entry }: LoadedEntry,
  reference: string,
  command: readonly string[],
  versions: Readonly<Record<string, string>>,
) {
  const { info } = entry;
  return {
    format: "retrodict-run",
    formatVersion: 1,
    createdAt: new Date().toISOString(),
    command,
    versions: {
      ...versions,
      [info.id]: info.version,
      node: process.versions.node,
    },
    machine: { cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length },
    plugin: plugin.name,
    reference,
    simulator: info.id,
    description: info.description,
    citations: info.citations ?? [],
  } as const;
}

/** JSON that a person can read: indented, but arrays of numbers on one line and long ones abridged. */
export function formatRecord(record: RunRecord): string {
  return `${JSON.stringify(record, null, 2).replaceAll(/\[\s+([-\d.e+,\s]+?)\s+\]/g, (_, numbers: string) => `[${numbers.replaceAll(/\s+/g, " ")}]`)}\n`;
}

/** Options as the record keeps them: a long array by its length only, since the data file has it. */
export function recordedOptions(options: Options): Options {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      ArrayBuffer.isView(value) ? `${(value as Float64Array).length} numbers` : value,
    ]),
  );
}
