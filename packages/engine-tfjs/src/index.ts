export type { TfjsBackend } from "./backends.ts";
export * from "./layers-model-embedding.ts";
export { tfjsEngine, type TfjsEngineOptions } from "./tfjs-engine.ts";
