/** Excitatory and inhibitory synaptic variables, one of each per neuron: spikes add to them, and they decay. */
import { targetsOf } from "./connectivity";
import { delay, excitatory, padded } from "./neurons";
import { spikeAt, spikesBy } from "./spikes";

export let excitations: usize = 0;
export let inhibitions: usize = 0;
let excitatoryWeight: f64 = 0.0;
let inhibitoryWeight: f64 = 0.0;

/** Where the variables are (float64 per neuron, padded, excitatory first), and what a spike adds to those of its targets. */
export function startSynapses(at: usize, byExcitatory: f64, byInhibitory: f64): void {
  excitations = at;
  inhibitions = at + ((<usize>padded()) << 3);
  excitatoryWeight = byExcitatory;
  inhibitoryWeight = byInhibitory;
}

/** Adds the spikes that reach their targets at a step. */
export function arrive(step: i32): void {
  const spiked = step - delay;
  if (spiked < 1) return;
  const end = spikesBy(spiked);
  for (let k = spikesBy(spiked - 1); k < end; k++) {
    const source = spikeAt(k);
    const excites = source < excitatory;
    const variables = excites ? excitations : inhibitions;
    const weight = excites ? excitatoryWeight : inhibitoryWeight;
    const last = targetsOf(source + 1);
    for (let target = targetsOf(source); target < last; target += 2) {
      const at = variables + ((<usize>load<u16>(target)) << 3);
      store<f64>(at, load<f64>(at) + weight);
    }
  }
}
