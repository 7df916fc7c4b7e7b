import type { FieldSpec, OptionSpec, Options } from "./metadata.ts";
import type { Simulator, SimulatorInfo, SummaryStatistic } from "./simulator.ts";

/** What a plugin package exports as `plugin`, so tools can find and run it. */
export interface Plugin {
  readonly specVersion: 1;
  readonly name: string;
  readonly simulators: readonly SimulatorEntry[];
}

/**
 * One model of a plugin. `create` gives raw output (a voltage trace); `summary` reduces it to the
 * features inference conditions on. Both take the same options, so one value configures the pair.
 */
export interface SimulatorEntry {
  /** The simulator's metadata under default options. */
  readonly info: SimulatorInfo;
  /** Settings a user may pass by name. */
  readonly options?: readonly OptionSpec[];
  create(options?: Options): Simulator;
  /** Absent when the raw output itself is conditioned on. */
  summary?(options?: Options): SummaryStatistic;
  /** How a user's own recording becomes an observation. */
  readonly recording?: RecordingReader;
  /** Named data that ships with the plugin. */
  readonly observations?: readonly NamedObservation[];
}

/** A table a user measured: columns by name, all of one length, NaN where a cell says so. */
export interface Recording {
  /** File or other origin, for messages. */
  readonly source: string;
  readonly columns: readonly { readonly name: string; readonly data: Float64Array }[];
}

/** Turns a raw recording into a configured simulator and what it would have had to output. */
export interface RecordingReader {
  /** The columns it needs, by name and unit. */
  readonly columns: readonly FieldSpec[];
  readonly options: readonly OptionSpec[];
  /** Throws `RetrodictError` on a recording or option that makes no sense. */
  read(recording: Recording, options: Options): Observation;
}

/** Data in the form of the simulator's raw output, with the options that simulate the same experiment. */
export interface Observation {
  /** Passed to `create` and `summary`. */
  readonly options: Options;
  readonly raw: Float64Array;
  /** The parameters that made it, when known. */
  readonly theta?: Float64Array;
}

export interface NamedObservation {
  readonly name: string;
  readonly description: string;
  load(): Observation;
}
