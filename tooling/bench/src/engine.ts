import { wasmEngine } from "@retrodict/engine-wasm";
import type { Engine } from "@retrodict/tensor";

/** The WebAssembly engine and the build it took; `kernels` is `auto`, `baseline` or `relaxed`. */
export function benchedEngine(kernels: string): { engine: Engine; build: string } {
  const engine = wasmEngine({ kernels: kernels as "auto" });
  return { engine, build: engine.name.replace("wasm-", "") };
}
