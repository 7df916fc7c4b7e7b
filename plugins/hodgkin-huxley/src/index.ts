export { plugin } from "./plugin.ts";
export type { HodgkinHuxleyOptions } from "./protocol.ts";
export { currentClampReader } from "./recording.ts";
export { hodgkinHuxley, simulateWithNoise } from "./simulator.ts";
export { hodgkinHuxleySummary } from "./summary-statistics.ts";
