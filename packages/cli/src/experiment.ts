import { resolve } from "node:path";
import { configuredStatistic } from "@retrodict/simulate";
import type {
  NamedObservation,
  Observation,
  Options,
  Recording,
  SimulatorEntry,
} from "@retrodict/spec";
import { fail } from "./fail.ts";
import { flatFields } from "./feature-names.ts";
import { didYouMean } from "./near.ts";
import { complete, flagOf, type PluginValues } from "./option-flags.ts";
import { readRecording, toRecording } from "./read-recording.ts";
import { statisticsFromJson, statisticsFromTable } from "./read-statistics.ts";
import { parseTable, readText, type Table } from "./table.ts";

/** What the command line says about the data. */
export interface ObservationRequest {
  /** Path of a file. */
  readonly observed?: string;
  /** Name of data that ships with the plugin. */
  readonly observation?: string;
  /** Plugin and recording options. */
  readonly values: PluginValues;
}

/** The configuration of the simulator, and the data where there are any. */
export interface Experiment {
  /** Passed to `create` and `summary`. */
  readonly options: Options;
  /** File or name of the data. */
  readonly source?: string;
  /** The data as raw output of the simulator. */
  readonly raw?: Float64Array;
  /** Features given as such. */
  readonly statistics?: (wanted: readonly string[], all: readonly string[]) => Float64Array;
  /** The table the raw data came from. */
  readonly recording?: Recording;
  readonly truth?: Float64Array;
}

/** Reads the data of a request, if any, and settles the options the simulator runs with. */
export function readExperiment(
  entry: SimulatorEntry,
  request: ObservationRequest,
  cwd: string,
): Experiment {
  if (request.observed !== undefined && request.observation !== undefined)
    fail("argument", "--observed and --observation both name the data; give one of them");
  if (request.observation !== undefined)
    return ofObservation(
      entry,
      request,
      request.observation,
      loadNamed(entry, request.observation),
    );
  if (request.observed !== undefined) return readFile(entry, request, request.observed, cwd);
  return { options: plainOptions(entry, request, "without a recording") };
}

/**
 * The observation that inference conditions on: the chosen features of the experiment's data. Throws
 * where the data lack one, or where one is not finite.
 */
export function observedFeatures(
  entry: SimulatorEntry,
  { options, raw, statistics, source = "observation" }: Experiment,
  features: readonly string[],
): Float64Array {
  const statistic = configuredStatistic(entry, { options, features });
  const fields = flatFields(statistic.features);
  const all = flatFields(configuredStatistic(entry, { options }).features);
  const values =
    statistics?.(
      fields.map(({ name }) => name),
      all.map(({ name }) => name),
    ) ?? new Float64Array(fields.length);
  if (raw !== undefined) statistic.compute(raw, values);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    fail(
      "data",
      `${source}: the observed ${fields[bad].name} is ${values[bad]}; correct the data, or leave it out with --features`,
    );
  return values;
}

function loadNamed({ observations = [], info }: SimulatorEntry, name: string): Observation {
  const names = observations.map((one: NamedObservation) => one.name);
  const found = observations.find((one) => one.name === name);
  return found !== undefined
    ? found.load()
    : fail(
        "name",
        `--observation: ${info.id} has no observation ${name}${didYouMean(name, names)}; ${names.length === 0 ? "pass a file with --observed" : `it has ${names.join(", ")}`}`,
      );
}

function readFile(
  entry: SimulatorEntry,
  request: ObservationRequest,
  source: string,
  cwd: string,
): Experiment {
  const text = readText(resolve(cwd, source), source, "--observed");
  if (/^\s*[[{]/.test(text) || source.endsWith(".json"))
    return {
      options: plainOptions(entry, request, source),
      source,
      statistics: (wanted, all) => statisticsFromJson(text, source, wanted, all),
    };
  const table = parseTable(text, source);
  const series = table.lines.length > 1;
  return series && entry.recording !== undefined
    ? fromRecording(entry, entry.recording, request, table)
    : {
        options: plainOptions(entry, request, source),
        source,
        statistics: (wanted, all) => statisticsFromTable(table, wanted, all),
      };
}

function fromRecording(
  entry: SimulatorEntry,
  reader: NonNullable<SimulatorEntry["recording"]>,
  request: ObservationRequest,
  table: Table,
): Experiment {
  const options = complete(reader.options, request.values, `the recording ${table.source}`);
  const observation = readRecording(reader, table, options);
  const experiment = ofObservation(entry, request, table.source, observation, reader.options);
  return { ...experiment, recording: toRecording(table) };
}

/** Options that came with the data win; a flag that says otherwise is refused, not dropped. */
function ofObservation(
  entry: SimulatorEntry,
  { values }: ObservationRequest,
  source: string,
  observation: Observation,
  readerOptions: readonly { readonly name: string }[] = [],
): Experiment {
  const read = readerOptions.map(({ name }) => name);
  const taken = Object.keys(values).find(
    (name) =>
      !read.includes(name) &&
      (name in observation.options || !entry.options?.some((option) => option.name === name)),
  );
  if (taken !== undefined)
    fail("argument", `${flagOf(taken)}: ${source} settles it already; remove the flag`);
  const given = { ...values, ...observation.options };
  const options = {
    ...complete(entry.options ?? [], given, entry.info.id),
    ...observation.options,
  };
  return { options, source, raw: observation.raw, truth: observation.theta };
}

/** The simulator's own options; flags that only a recording needs are refused. */
function plainOptions(
  entry: SimulatorEntry,
  { values }: ObservationRequest,
  where: string,
): Options {
  const own = entry.options ?? [];
  const stray = Object.keys(values).find((name) => !own.some((option) => option.name === name));
  if (stray !== undefined)
    fail("argument", `${flagOf(stray)}: only a recording needs it, not ${where}; remove the flag`);
  return complete(own, values, entry.info.id);
}
