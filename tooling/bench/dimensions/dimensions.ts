import { assert } from "@retrodict/check";
import { provenance } from "../posterior/provenance.ts";
import { counts } from "../src/counts.ts";
import type { Benchmark } from "../src/types.ts";
import { algorithms, type AlgorithmName } from "./algorithms.ts";
import { appendDimension, resultsFile } from "./results.ts";
import { study } from "./study.ts";

/** One line for each number of parameters and algorithm. */
export const dimensions: Benchmark<{
  dims: string;
  algorithms: string;
  bend: string;
  simulations: number;
  seed: number;
}> = {
  summary: "how cost and error grow with the number of parameters, where the posterior is known",
  defaults: {
    dims: "5,10,31,100",
    algorithms: Object.keys(algorithms).join(","),
    bend: "0.5",
    simulations: 10_000,
    seed: 1,
  },
  async run({ dims, algorithms: chosen, bend, simulations, seed }) {
    const where = provenance();
    const outcomes: Record<string, string> = {};
    for (const dim of counts("dims", dims)) {
      for (const algorithm of chosen.split(",").map(known)) {
        const settings = { dim, bend: Number(bend), algorithm, simulations, seed };
        const record = await study(settings);
        const date = new Date().toISOString();
        appendDimension(resultsFile, { ...settings, ...where, date, ...record });
        outcomes[`${dim}, ${algorithm}`] =
          `${record.divergence} nats, ${record.seconds.learn} s to learn`;
      }
    }
    return outcomes;
  },
};

function known(name: string): AlgorithmName {
  assert(
    Object.hasOwn(algorithms, name),
    "argument",
    "bench",
    () =>
      `expected --algorithms among ${Object.keys(algorithms).join(", ")}, got ${name}; pass those`,
  );
  return name as AlgorithmName;
}
