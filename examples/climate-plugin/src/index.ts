export { meanWarming } from "./energy-balance.ts";
export { plugin } from "./plugin.ts";
export { twoBox } from "./simulator.ts";
export { twoBoxSummary } from "./summary.ts";
