/** What a worker thread executes: it trains and judges the classifier of one fold. */
import { restoreStream } from "@retrodict/random";
import type { RngState } from "@retrodict/spec";
import type { FoldTask } from "./c2st-problem.ts";
import { runFold } from "./run-fold.ts";

/** A fold's task as it travels to a thread. */
export interface TravellingFold extends Omit<FoldTask, "rng"> {
  readonly rng: RngState;
}

export default function foldInThread({ rng, ...task }: TravellingFold): Promise<number> {
  return runFold({ ...task, rng: restoreStream(rng) }, undefined);
}
