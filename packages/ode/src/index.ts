export * from "./dormand-prince.ts";
export * from "./euler-maruyama.ts";
export * from "./euler.ts";
export * from "./exponential-euler.ts";
export * from "./integrate-adaptive.ts";
export * from "./integrate.ts";
export * from "./runge-kutta-4.ts";
export * from "./runge-kutta.ts";
export type * from "./types.ts";
