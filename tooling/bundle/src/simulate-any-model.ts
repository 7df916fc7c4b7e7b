/** A page that simulates draws from the prior of any of the models. */
import { priorFrom } from "@retrodict/distributions";
import { plugin as hodgkinHuxley } from "@retrodict/hodgkin-huxley";
import { plugin as lifNetwork } from "@retrodict/lif-network";
import { plugin as multiCompartment } from "@retrodict/multi-compartment";
import { plugin as pyloric } from "@retrodict/pyloric";
import { stream } from "@retrodict/random";
import { configuredSimulator, inProcess } from "@retrodict/simulate";
import type { SimulatedBatch } from "@retrodict/spec";
import { plugin as tasks } from "@retrodict/tasks";

const plugins = [hodgkinHuxley, pyloric, lifNetwork, multiCompartment, tasks];

/** Every simulator, by its id. */
export const models = new Map(
  plugins.flatMap(({ simulators }) => simulators.map((entry) => [entry.info.id, entry] as const)),
);

export async function simulatePrior(id: string, rows: number): Promise<SimulatedBatch> {
  const entry = models.get(id);
  if (entry === undefined)
    throw new Error(`no model ${id}; there are ${[...models.keys()].join(", ")}`);
  const theta = priorFrom(entry.info).sample(stream("theta"), rows);
  return inProcess(configuredSimulator(entry)).simulateBatch(stream("simulations"), theta);
}
