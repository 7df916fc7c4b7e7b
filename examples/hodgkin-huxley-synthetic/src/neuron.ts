import { plugin } from "@retrodict/hodgkin-huxley";
import { priorFrom, type Matrix, type Rng } from "retrodict";
import { workerPool } from "@retrodict/simulate/pool";

/** The published synthetic neuron: eight parameters, seven features, one step of current. */
export const neuron = plugin.simulators[0];
export const prior = priorFrom(neuron.info.parameters);

export interface ObservedNeuron {
  readonly x: Float64Array;
  readonly voltage: Float64Array;
  readonly theta: Float64Array;
}

/** What was observed of the neuron whose parameters are known: its features, its voltage, and the truth. */
export function observedNeuron(): ObservedNeuron {
  const { options, raw, theta } = neuron.observations![0].load();
  const statistic = neuron.summary!(options);
  const x = new Float64Array(statistic.features.length);
  statistic.compute(raw, x);
  return { x, voltage: raw, theta: theta! };
}

/** Parameters from the prior, and the features each gives, simulated on all cores. */
export async function simulateNeurons(
  rng: Rng,
  n: number,
): Promise<{ readonly theta: Matrix; readonly x: Matrix }> {
  const pool = await workerPool({
    module: import.meta.resolve("@retrodict/hodgkin-huxley"),
    simulator: neuron.info.id,
  });
  const theta = prior.sample(rng.fork("theta"), n);
  const { x } = await pool.simulateBatch(rng.fork("x"), theta);
  await pool.close();
  return { theta, x };
}
