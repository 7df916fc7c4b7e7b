import { inferOwn } from "./posterior/infer-own.ts";
import { algorithms } from "./posterior/algorithms.ts";
import { processorTime } from "./posterior/processor-time.ts";
const [alg, ...tasks] = process.argv.slice(2);
for (const task of tasks) {
  const f = await inferOwn({ task, algorithm: alg, simulations: 1000, seed: 1, draws: 10000, observations: [1] } as any, (algorithms as any)[alg]);
  const d = await f.draw(1);
  console.log(task, JSON.stringify(f.seconds), d.seconds, d.warnings);
}
