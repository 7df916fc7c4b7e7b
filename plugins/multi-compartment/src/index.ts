export { hodgkinHuxleyCable } from "./hodgkin-huxley-cable.ts";
export { hodgkinHuxleyCableSummary } from "./hodgkin-huxley-summary.ts";
export type { Section } from "./morphology.ts";
export type { MorphologyName } from "./named-morphologies.ts";
export type { HodgkinHuxleyCableOptions, PassiveCableOptions } from "./options.ts";
export { passiveCable } from "./passive-cable.ts";
export { passiveCableSummary } from "./passive-summary.ts";
export { plugin } from "./plugin.ts";
