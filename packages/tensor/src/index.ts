export * from "./autoregressive.ts";
export * from "./gradient-nodes.ts";
export * from "./graph.ts";
export * from "./nodes.ts";
export * from "./program-checks.ts";
export * from "./reference/reference-engine.ts";
export type * from "./types.ts";
