import { priorFrom } from "@retrodict/distributions";
import { stream } from "@retrodict/random";
import { workerPool } from "@retrodict/simulate/pool";
import { benchedSimulator } from "./plugins.ts";
import { rounded } from "./measure.ts";
import type { Benchmark, Report } from "./types.ts";

/** How many draws from a plugin's prior simulate without a failure, and why the others fail. */
export const validFraction: Benchmark<{
  plugin: string;
  draws: number;
  workers: number;
  seed: number;
}> = {
  summary: "the fraction of prior draws that give valid simulations, and why others do not",
  defaults: { plugin: "pyloric", draws: 20000, workers: 2, seed: 1 },
  async run({ plugin, draws, workers, seed }) {
    const { entry, module } = benchedSimulator(plugin);
    const rng = stream(seed);
    const theta = priorFrom(entry.info).sample(rng.fork("theta"), draws);
    const pool = await workerPool({ module, simulator: entry.info.id, workers });
    const started = performance.now();
    const { failures } = await pool.simulateBatch(rng.fork("simulations"), theta);
    const milliseconds = performance.now() - started;
    await pool.close();
    const valid = draws - failures.length;
    const fraction = valid / draws;
    return {
      valid,
      fraction: rounded(fraction),
      standardError: rounded(Math.sqrt((fraction * (1 - fraction)) / draws)),
      msPerSimulation: rounded(milliseconds / draws),
      ...reasons(failures.map(({ message }) => message)),
    };
  },
};

/** How often each reason was given, whatever numbers it had in it; the most frequent first. */
function reasons(messages: readonly string[]): Report {
  const counts = new Map<string, number>();
  for (const message of messages) {
    const kind = message.replaceAll(/\d+(\.\d+)?/g, "…");
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].toSorted(([, a], [, b]) => b - a));
}
