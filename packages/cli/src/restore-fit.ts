import { priorFrom } from "@retrodict/distributions";
import type { Fit } from "@retrodict/spec";
import { algorithms } from "./algorithms.ts";
import { chooseMethod } from "./method.ts";
import { readFit } from "./posterior-file.ts";
import type { InferredRecord } from "./read-run.ts";
import { refit } from "./refit.ts";

/** The folder of a run, and how the user wrote it. */
export interface RunPlace {
  readonly folder: string;
  readonly name: string;
}

/** What the run learned; of an algorithm that learns nothing, what its simulations say. */
export async function restoreFit(record: InferredRecord, place: RunPlace): Promise<Fit> {
  const { algorithm = "snpe", estimator, sampler } = record.configuration;
  const names = { algorithm, ...(estimator && { estimator }), ...(sampler && { sampler }) };
  const { file } = algorithms[algorithm];
  if (file !== undefined) return readFit(place.folder, place.name, names, file);
  const prior = priorFrom(record);
  return refit(place, record, chooseMethod(names, prior), prior);
}
