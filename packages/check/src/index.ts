export * from "./assertions.ts";
export * from "./error.ts";
export * from "./refuse-if-aborted.ts";
export * from "./resolve-options.ts";
