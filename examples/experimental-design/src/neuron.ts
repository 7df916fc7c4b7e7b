import type { Experiment } from "@retrodict/design";
import { plugin } from "@retrodict/hodgkin-huxley";
import { configuredSimulator, priorFrom, type Rng, type Simulator } from "retrodict";

const neuron = plugin.simulators[0];

export const { parameters } = neuron.info;
export const prior = priorFrom(parameters);

/** 100 ms of a current, in µA/cm², and seven features of the voltage. */
export interface CurrentStep extends Experiment {
  readonly simulator: Simulator;
}

export const currentStep = (current: number): CurrentStep => ({
  name: `${current} µA/cm²`,
  simulator: configuredSimulator(neuron, { options: { "step-current": current } }),
});

/** A neuron in the dish, whose parameters nobody knows but this file: what it shows when it gets the current. */
export function record({ simulator }: CurrentStep, rng: Rng): Float64Array {
  const truth = Float64Array.from(parameters, (parameter) => parameter.default);
  const features = new Float64Array(simulator.info.outputs.length);
  simulator.simulate(rng, truth, features);
  return features;
}
