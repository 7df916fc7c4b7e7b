import { join } from "node:path";
import type { ExploredPosterior } from "@retrodict/explore";
import { gatherRows } from "@retrodict/matrix";
import { choice } from "@retrodict/random";
import type { Matrix } from "@retrodict/spec";
import type { InferredRecord } from "./read-run.ts";
import { restoreFit, type RunPlace } from "./restore-fit.ts";
import { matrixOf, runFiles } from "./run-files.ts";
import { parseTable, readText } from "./table.ts";

/** What a finished run knows of its parameters, which needs neither its plugin nor its data. */
export interface ExploredRun {
  readonly record: InferredRecord;
  readonly place: RunPlace;
  readonly observed: Float64Array;
  /** The posterior draws of the run. */
  readonly samples: Matrix;
  /** Its density, and those draws in place of new ones: to make them may have taken long. */
  readonly posterior: ExploredPosterior;
}

/** Reads the posterior of a run back from its folder. */
export async function readExplored(record: InferredRecord, place: RunPlace): Promise<ExploredRun> {
  const samples = readSamples(place);
  const observed = Float64Array.from(record.inference.observed.values);
  const posterior: ExploredPosterior = (await restoreFit(record, place)).posterior(observed);
  return {
    record,
    place,
    observed,
    samples,
    posterior: {
      ...posterior,
      sample: async (rng, n) => ({
        samples: gatherRows(samples, choice(rng, samples.rows, Math.min(n, samples.rows))),
        diagnostics: {},
        warnings: [],
      }),
    },
  };
}

/** The posterior draws of a run. */
export function readSamples({ folder, name }: RunPlace): Matrix {
  const source = `${name}/${runFiles.samples}`;
  return matrixOf(parseTable(readText(join(folder, runFiles.samples), source, "RUN"), source));
}
