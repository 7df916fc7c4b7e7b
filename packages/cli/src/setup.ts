import { configuredStatistic } from "@retrodict/simulate";
import { workerPool, type WorkerPool } from "@retrodict/simulate/pool";
import type {
  BatchSimulator,
  FieldSpec,
  Matrix,
  ParameterSpec,
  SimulatedBatch,
} from "@retrodict/spec";
import { readExperiment, type Experiment } from "./experiment.ts";
import { fail } from "./fail.ts";
import { chooseFeatures, flatFields } from "./feature-names.ts";
import type { Io } from "./io.ts";
import type { LoadedEntry } from "./load-plugin.ts";
import { flagOf } from "./option-flags.ts";
import { overrideBounds } from "./prior-bounds.ts";
import { pluginValues, type RunFlags } from "./run-flags.ts";
import { openRunFolder, type RunFolder } from "./run-folder.ts";
import { formatSimulations, rowsRun } from "./simulations-file.ts";

/** A command line, parsed. */
export interface Invocation<F extends RunFlags = RunFlags> {
  readonly loaded: LoadedEntry;
  /** PLUGIN[#SIMULATOR] as the user wrote it. */
  readonly reference: string;
  readonly argv: readonly string[];
  readonly flags: F;
}

/** What is to be simulated, with every flag checked. */
export interface Setup {
  readonly loaded: LoadedEntry;
  readonly experiment: Experiment;
  readonly parameters: readonly ParameterSpec[];
  /** Names of the features inference conditions on. */
  readonly features: readonly string[];
  /** One per number of a row of those features. */
  readonly fields: readonly FieldSpec[];
  /** Threads that simulate; a row's features, or its raw output. To be closed. */
  pool(output: "summary" | "raw"): Promise<WorkerPool>;
}

/** Reads the data and checks the flags, before anything is run or written. */
export function setUp(
  loaded: LoadedEntry,
  flags: RunFlags & { readonly features?: string },
  io: Io,
): Setup {
  const { entry, module } = loaded;
  const request = { ...flags, values: pluginValues(entry, flags) };
  const experiment = readExperiment(entry, request, io.cwd);
  const { options, takes, source = "a run without data" } = experiment;
  const stray = Object.keys(request.values).find((name) => !takes.some((one) => one.name === name));
  if (stray !== undefined)
    fail("argument", `${flagOf(stray)} has no effect with ${source}; remove it`);
  const features = chooseFeatures(configuredStatistic(entry, { options }).features, flags.features);
  const limit =
    flags.rowTimeLimit === undefined ? {} : { rowTimeLimitMs: flags.rowTimeLimit * 1000 };
  return {
    loaded,
    experiment,
    parameters: overrideBounds(entry.info.parameters, flags.prior ?? []),
    features,
    fields: flatFields(configuredStatistic(entry, { options, features }).features),
    pool: (output) =>
      workerPool({
        module,
        simulator: entry.info.id,
        options,
        output,
        ...(output === "summary" ? { features } : {}),
        workers: flags.workers,
        ...limit,
      }),
  };
}

/** Uses a pool and closes it, whatever happens. */
export async function withPool<T>(
  setup: Setup,
  output: "summary" | "raw",
  use: (pool: WorkerPool) => Promise<T>,
): Promise<T> {
  const pool = await setup.pool(output);
  try {
    return await use(pool);
  } finally {
    await pool.close();
  }
}

/** Simulations as they were made, for whoever must keep them when a run is interrupted. */
export interface Kept {
  readonly theta: Matrix;
  readonly batch: SimulatedBatch;
}

/** The same simulator, which also hands each batch to `keep`. */
export function keeping(simulator: BatchSimulator, keep: (kept: Kept) => void): BatchSimulator {
  return {
    info: simulator.info,
    async simulateBatch(rng, theta, options) {
      const batch = await simulator.simulateBatch(rng, theta, options);
      keep({ theta, batch });
      return batch;
    },
  };
}

/**
 * Does the work of a run in a new folder. The folder gets its name when the work is done. When it was
 * interrupted, only the finished simulations are left, in `<out>.partial`; when it failed, nothing is.
 */
export async function inRunFolder<T>(
  out: string,
  io: Io,
  setup: Setup,
  work: (folder: RunFolder, keep: (kept: Kept) => void) => Promise<T>,
): Promise<T> {
  const folder = openRunFolder(out, io.cwd);
  const kept: Kept[] = [];
  try {
    const result = await work(folder, (batch) => kept.push(batch));
    if (!io.signal.aborted) {
      folder.commit();
      return result;
    }
  } catch (error) {
    if (!io.signal.aborted) {
      folder.discard();
      throw error;
    }
  }
  return keepSimulations(folder, setup, kept);
}

function keepSimulations(
  folder: RunFolder,
  { parameters, fields }: Setup,
  kept: readonly Kept[],
): never {
  const [first] = kept;
  const done = first === undefined ? 0 : rowsRun(first.batch).length;
  if (first === undefined || done === 0) {
    folder.discard();
    return fail("aborted", "interrupted before a simulation was finished; nothing is kept");
  }
  folder.write("simulations.csv", formatSimulations(parameters, fields, first.theta, first.batch));
  return fail(
    "aborted",
    `interrupted; ${done} of ${first.theta.rows} simulations are kept in ${folder.name}.partial/simulations.csv`,
  );
}
