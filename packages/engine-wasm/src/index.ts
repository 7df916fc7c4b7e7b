export { wasmEngine, type WasmEngineOptions } from "./wasm-engine.ts";
