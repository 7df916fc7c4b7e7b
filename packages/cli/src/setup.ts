import { configuredStatistic } from "@retrodict/simulate";
import { workerPool, type WorkerPool } from "@retrodict/simulate/pool";
import type { DistributionConfig, FieldSpec, ParameterSpec } from "@retrodict/spec";
import { readExperiment, type Experiment } from "./experiment.ts";
import { fail } from "./fail.ts";
import { chooseFeatures, flatFields } from "./feature-names.ts";
import type { Io } from "./io.ts";
import type { LoadedEntry } from "./load-plugin.ts";
import { flagOf } from "./option-flags.ts";
import { overrideBounds } from "./prior-bounds.ts";
import { pluginValues, type RunFlags } from "./run-flags.ts";

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
  /** The prior the simulator declares, where it is not uniform between bounds. */
  readonly prior?: DistributionConfig;
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
    parameters: overrideBounds(entry.info, flags.prior ?? []),
    ...(entry.info.prior && { prior: entry.info.prior }),
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
