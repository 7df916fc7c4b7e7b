import { existsSync } from "node:fs";
import { join } from "node:path";
import type { TruthsAndData } from "@retrodict/diagnostics";
import { priorFrom } from "@retrodict/distributions";
import { stackRows } from "@retrodict/matrix";
import { finiteRows } from "@retrodict/nn";
import { readRounds } from "@retrodict/rounds";
import { folderStore } from "@retrodict/rounds/folder";
import type { Distribution, Fit, Matrix } from "@retrodict/spec";
import { readSamples } from "./explored-run.ts";
import type { Io } from "./io.ts";
import type { InferredRecord } from "./read-run.ts";
import { restoreFit, type RunPlace } from "./restore-fit.ts";
import { restoreSetup } from "./restore-setup.ts";
import { runFiles } from "./run-files.ts";
import type { Setup } from "./setup.ts";

/** A finished run, and all it takes to go on with it. */
export interface RestoredRun {
  readonly record: InferredRecord;
  readonly setup: Setup;
  readonly prior: Distribution;
  readonly fit: Fit;
  readonly observed: Float64Array;
  readonly rounds: number;
  /** The posterior draws of the run. */
  readonly samples: Matrix;
  /** What the run simulated; absent where it is not kept. */
  readonly past?: TruthsAndData;
}

/** Reads a run back from its folder. Throws where a file is missing or the experiment is no longer the same. */
export async function restoreRun(
  record: InferredRecord,
  place: RunPlace,
  { workers, io }: { readonly workers: number; readonly io: Io },
): Promise<RestoredRun> {
  const setup = await restoreSetup(record, place, { workers, io });
  const past = await simulationsOf(join(place.folder, runFiles.rounds));
  return {
    record,
    setup,
    prior: priorFrom(record),
    fit: await restoreFit(record, place),
    observed: Float64Array.from(record.inference.observed.values),
    rounds: record.configuration.rounds ?? 1,
    samples: readSamples(place),
    ...(past && { past }),
  };
}

async function simulationsOf(folder: string): Promise<TruthsAndData | undefined> {
  const rounds = existsSync(folder) ? await readRounds(folderStore(folder)) : [];
  if (rounds.length === 0) return undefined;
  return finiteRows(
    stackRows(...rounds.map(({ theta }) => theta)),
    stackRows(...rounds.map(({ x }) => x)),
  );
}
