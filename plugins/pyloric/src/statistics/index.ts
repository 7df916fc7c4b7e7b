export { detectBursts, type SpikesAndBursts } from "./detect-bursts.ts";
export { fromElifeOrder, toElifeOrder } from "./elife-order.ts";
export { statistics, type StatisticName } from "./outputs.ts";
export type { PerNeuron } from "./rhythm.ts";
export {
  streamingStatistics,
  type StopEarly,
  type StreamingOptions,
  type StreamingStatistics,
} from "./streaming-statistics.ts";
export { pyloricSummary, statisticSets, type PyloricSummaryOptions } from "./summary.ts";
