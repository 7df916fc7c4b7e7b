export * from "./assertions.ts";
export * from "./error.ts";
