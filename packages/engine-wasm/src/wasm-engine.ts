import { assertCount } from "@retrodict/check";
import type { Engine } from "@retrodict/tensor";
import { chooseBuild, type Build } from "./builds.ts";
import { compileGraph } from "./compile.ts";
import { program } from "./program.ts";

export interface WasmEngineOptions {
  /**
   * `"relaxed"` fuses multiplications with additions, which is faster and changes the last bits;
   * `"baseline"` gives the same bits on every machine. `"auto"`, the default, takes the faster that runs.
   */
  readonly kernels?: "auto" | Build;
}

/**
 * Runs graphs on SIMD WebAssembly kernels, in float32. Throws `RetrodictError` ("argument") where the
 * relaxed build is asked for and the runtime has no relaxed SIMD.
 */
export function wasmEngine(options: WasmEngineOptions = {}): Engine {
  const build = chooseBuild(options.kernels ?? "auto");
  return Object.freeze<Engine>({
    name: `wasm-${build}`,
    compile(graph, compileOptions) {
      assertCount(compileOptions.rows, "rows", "engine-wasm");
      return program(graph, compileOptions, compileGraph(graph, compileOptions, build));
    },
  });
}
