export { pyloricEnergies, type PyloricEnergies } from "./energies.ts";
export type { NoiseSource } from "./integrate.ts";
export { lobsters } from "./observations.ts";
export { plugin } from "./plugin.ts";
export { prinzNeurons, type PrinzNeuron } from "./prinz-neurons.ts";
export type { PyloricOptions } from "./protocol.ts";
export { pyloric, simulateWithSeed } from "./simulator.ts";
export * from "./statistics/index.ts";
export { pyloricTrace, type PyloricTrace } from "./trace.ts";
//# sourceMappingURL=index.d.ts.map
