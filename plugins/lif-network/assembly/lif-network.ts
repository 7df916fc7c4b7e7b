/** What JavaScript calls. Float64 and baseline SIMD only, so every machine gives the same spikes. */
export { advanceConductance, gaussians } from "./conductance";
export { connectFixedInDegree, connectPairs, placeConnectivity } from "./connectivity";
export { advanceCurrent } from "./current";
export { advanceDelta, startDelta } from "./delta";
export { sampleVoltages, startNeurons, uniforms } from "./neurons";
export { startSpikes } from "./spikes";
export { startSynapses } from "./synapses";

/** `exp(x)`, the same bits in every browser. */
export function exponential(x: f64): f64 {
  return Math.exp(x);
}

/** Where memory is free. */
export function freeFrom(): usize {
  return __heap_base;
}
