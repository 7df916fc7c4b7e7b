import { resolve } from "node:path";
import type {
  Observation,
  OptionSpec,
  Options,
  Recording,
  RecordingReader,
  SimulatorEntry,
} from "@retrodict/spec";
import { fail } from "./fail.ts";
import { didYouMean } from "./near.ts";
import { complete, type PluginValues } from "./option-flags.ts";
import { readRecording, toRecording } from "./read-recording.ts";
import { statisticsFromJson, statisticsFromTable } from "./read-statistics.ts";
import { parseTable, readText, type Table } from "./table.ts";

/** What the command line says about the data. */
export interface ObservationRequest {
  /** Path of a file. */
  readonly observed?: string;
  /** Name of data that comes with the plugin. */
  readonly observation?: string;
  /** Options of the simulator and of its recording reader. */
  readonly values: PluginValues;
}

/** How the simulator is to run, and the data where there are any. */
export interface Experiment {
  /** Passed to `create` and `summary`. */
  readonly options: Options;
  /** The options that count with these data; data in raw form settle the simulator's own. */
  readonly takes: readonly OptionSpec[];
  /** What messages and reports call the data: a file, or an observation with its name. */
  readonly source?: string;
  /** The data as raw output of the simulator. */
  readonly raw?: Float64Array;
  /** Or the data as features: those wanted, of all there are. */
  readonly statistics?: (wanted: readonly string[], all: readonly string[]) => Float64Array;
  /** The table that raw data came from. */
  readonly recording?: Recording;
  readonly truth?: Float64Array;
}

/** Reads the data of a request, if any, and settles the options the simulator runs with. */
export function readExperiment(
  entry: SimulatorEntry,
  request: ObservationRequest,
  cwd: string,
): Experiment {
  const { observed, observation, values } = request;
  if (observed !== undefined && observation !== undefined)
    fail("argument", "--observed and --observation both name the data; give one of them");
  if (observation !== undefined)
    return {
      takes: [],
      ...ofObservation(`observation ${observation}`, loadNamed(entry, observation)),
    };
  if (observed !== undefined) return readFile(entry, values, observed, cwd);
  return plain(entry, values);
}

function loadNamed({ observations = [], info }: SimulatorEntry, name: string): Observation {
  const names = observations.map((one) => one.name);
  const found = observations.find((one) => one.name === name);
  if (found !== undefined) return found.load();
  const remedy =
    names.length === 0 ? "pass a file with --observed" : `choose from ${names.join(", ")}`;
  return fail(
    "name",
    `--observation: ${info.id} has no observation ${name}${didYouMean(name, names)}; ${remedy}`,
  );
}

/** JSON and tables of a single row hold statistics; longer tables are recordings, for plugins that read them. */
function readFile(
  entry: SimulatorEntry,
  values: PluginValues,
  source: string,
  cwd: string,
): Experiment {
  const text = readText(resolve(cwd, source), source, "--observed");
  if (/^\s*[[{]/.test(text) || source.endsWith(".json"))
    return {
      ...plain(entry, values),
      source,
      statistics: (wanted, all) => statisticsFromJson(text, source, wanted, all),
    };
  const table = parseTable(text, source);
  return entry.recording !== undefined && table.lines.length > 1
    ? fromRecording(entry.recording, values, table)
    : {
        ...plain(entry, values),
        source,
        statistics: (wanted, all) => statisticsFromTable(table, wanted, all),
      };
}

function fromRecording(reader: RecordingReader, values: PluginValues, table: Table): Experiment {
  const options = complete(reader.options, values, `the recording ${table.source}`);
  const observation = readRecording(reader, table, options);
  return {
    ...ofObservation(table.source, observation),
    takes: reader.options,
    recording: toRecording(table),
  };
}

function ofObservation(source: string, { options, raw, theta }: Observation) {
  return { options, source, raw, ...(theta && { truth: theta }) };
}

function plain({ options = [], info }: SimulatorEntry, values: PluginValues): Experiment {
  return { options: complete(options, values, info.id), takes: options };
}
