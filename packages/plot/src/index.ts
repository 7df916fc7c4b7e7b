export { pairPlot } from "./pair-plot.ts";
export type * from "./types.ts";
