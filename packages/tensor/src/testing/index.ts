export * from "./agreement.ts";
export * from "./autoregressive-case.ts";
export * from "./gradient-check.ts";
export * from "./op-cases.ts";
export * from "./random-graph.ts";
