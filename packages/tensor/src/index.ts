export * from "./autoregressive.ts";
export * from "./differentiate.ts";
export * from "./graph.ts";
export * from "./memory-plan.ts";
export * from "./nodes.ts";
export * from "./parameters.ts";
export * from "./program-checks.ts";
export * from "./reference/reference-engine.ts";
export type * from "./types.ts";
