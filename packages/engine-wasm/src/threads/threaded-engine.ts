import { availableParallelism } from "node:os";
import { assertCount } from "@retrodict/check";
import type { Engine } from "@retrodict/tensor";
import { chooseBuild } from "../builds.ts";
import type { WasmEngineOptions } from "../wasm-engine.ts";
import { startCrew } from "./crew.ts";
import { compileParty, packedLength, party } from "./party.ts";
import { sharedProgram } from "./shared-program.ts";
import { threadedProgram } from "./threaded-program.ts";

export interface ThreadedEngineOptions extends WasmEngineOptions {
  /** Threads that compute, the calling one included; as many as the machine runs in parallel if absent. */
  readonly threads?: number;
}

export interface ThreadedEngine extends Engine {
  /** Ends the threads; programs of the engine can no longer run. */
  close(): Promise<void>;
}

/**
 * The WebAssembly engine on several threads (Node only), each with an equal share of every batch's rows. Outputs are
 * those of `wasmEngine`; gradients are summed thread by thread, so that results are the same bits again for the same
 * number of threads, and differ in rounding between numbers. Pays for large batches and networks; the caller's
 * thread blocks while it waits for the others, as browsers forbid on a page.
 */
export function threadedEngine(options: ThreadedEngineOptions = {}): ThreadedEngine {
  const { threads = availableParallelism(), kernels = "auto" } = options;
  assertCount(threads, "threads", "engine-wasm");
  const build = chooseBuild(kernels);
  const crew = startCrew(threads - 1);
  let programs = 0;
  return Object.freeze<ThreadedEngine>({
    name: `wasm-${build}-${threads}-threads`,
    compile(graph, { rows, gradients = false, inputGradients = gradients }) {
      assertCount(rows, "rows", "engine-wasm");
      const compileOptions = { rows, gradients, inputGradients };
      const own = compileParty({ graph, options: compileOptions, build, parties: threads });
      const packed = packedLength(own.executable.params);
      const shared = sharedProgram(graph, compileOptions, { build, parties: threads, packed });
      crew.compile(shared);
      return threadedProgram(programs++, shared, party(0, shared, own), crew);
    },
    close: () => crew.close(),
  });
}
