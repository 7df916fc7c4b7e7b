import { priorFrom } from "@retrodict/distributions";
import { stream } from "@retrodict/random";
import { workerPool } from "@retrodict/simulate/pool";
import type { BatchSimulator, Matrix } from "@retrodict/spec";
import { rounded, summarise } from "./measure.ts";
import { benchedSimulator } from "./plugins.ts";
import type { Benchmark } from "./types.ts";

/** The same simulations by one worker thread and by several, in turn, so that both see the same machine. */
export const workers: Benchmark<{
  plugin: string;
  workers: number;
  rows: number;
  repeats: number;
}> = {
  summary: "a batch of simulations in one worker thread and in several, and their ratio",
  defaults: { plugin: "pyloric", workers: 2, rows: 200, repeats: 5 },
  async run({ plugin, workers: count, rows, repeats }) {
    const { entry, module } = benchedSimulator(plugin);
    const theta = priorFrom(entry.info).sample(stream("workers"), rows);
    const reference = { module, simulator: entry.info.id };
    const pools = [
      await workerPool({ ...reference, workers: 1 }),
      await workerPool({ ...reference, workers: count }),
    ];
    try {
      for (const pool of pools) await seconds(pool, theta);
      const times: number[][] = [[], []];
      for (let i = 0; i < repeats; i++)
        for (const [k, pool] of pools.entries()) times[k].push(await seconds(pool, theta));
      const [one, several] = times.map((values) => summarise(values));
      return {
        secondsOne: rounded(one.min),
        secondsSeveral: rounded(several.min),
        ratio: rounded(one.min / several.min),
        ratioMedian: rounded(one.median / several.median),
      };
    } finally {
      for (const pool of pools) await pool.close();
    }
  },
};

async function seconds(pool: BatchSimulator, theta: Matrix): Promise<number> {
  const started = performance.now();
  await pool.simulateBatch(stream("workers"), theta);
  return (performance.now() - started) / 1000;
}
