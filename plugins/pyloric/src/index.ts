export { pyloricTrace, type PyloricTrace } from "./trace.ts";
export { prinzNeurons, type PrinzNeuron } from "./prinz-neurons.ts";
export type { PyloricOptions } from "./protocol.ts";
