export * from "./assertions.ts";
export * from "./error.ts";
export * from "./resolve-options.ts";
