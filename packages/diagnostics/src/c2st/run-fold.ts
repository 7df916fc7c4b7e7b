import { refuseIfAborted } from "@retrodict/check";
import { wasmEngine } from "@retrodict/engine-wasm";
import { pacer } from "@retrodict/nn";
import type { FoldTask } from "./c2st-problem.ts";
import { foldAccuracy } from "./fold-accuracy.ts";

/** The accuracy of one fold, letting the event loop have its turns; throws "aborted" once `signal` is. */
export async function runFold(
  { rng, data, fold }: FoldTask,
  signal: AbortSignal | undefined,
): Promise<number> {
  const run = foldAccuracy(rng, wasmEngine(), data, fold);
  const pace = pacer();
  for (let step = run.next(); ; step = run.next()) {
    if (step.done) return step.value;
    await pace();
    refuseIfAborted(signal, "diagnostics");
  }
}
