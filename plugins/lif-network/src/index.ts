export type { NetworkActivity } from "./activity.ts";
export { brunel, brunelEight, type BrunelEightOptions, type BrunelOptions } from "./brunel.ts";
export { brunelFixedPoints, type BrunelMeanField, type FixedPoint } from "./brunel-mean-field.ts";
export { constantInputRate, siegertRate, type LeakyNeuron } from "./firing-rate.ts";
export type { NetworkSimulator } from "./network-simulator.ts";
export type { StatisticName } from "./outputs.ts";
export { plugin } from "./plugin.ts";
export {
  vogelsAbbottConductance,
  vogelsAbbottCurrent,
  type VogelsAbbottOptions,
} from "./vogels-abbott.ts";
