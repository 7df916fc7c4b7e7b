import { provenance } from "../posterior/provenance.ts";
import { counts } from "../src/counts.ts";
import type { Benchmark } from "../src/types.ts";
import { judge, judgedIn } from "./judge.ts";
import { appendStudy, resultsFile } from "./results.ts";
import { study } from "./study.ts";

/** One study for each seed, which decides on everything: simulations, training and trials. */
export const calibration: Benchmark<{
  simulations: number;
  seeds: string;
  trials: number;
  draws: number;
}> = {
  summary: "whether posteriors of the Hodgkin–Huxley neuron are calibrated in all parameters",
  defaults: { simulations: 10_000, seeds: "1,2,3", trials: 500, draws: 1000 },
  async run({ seeds, ...settings }) {
    const where = provenance();
    const outcomes: Record<string, string> = {};
    for (const seed of counts("seeds", seeds)) {
      const { ranks, ...record } = await study({ ...settings, seed });
      const findings = judge(ranks, settings.draws);
      const date = new Date().toISOString();
      appendStudy(resultsFile, { ...settings, seed, ...where, date, ...record, findings, ranks });
      for (const judged of judgedIn(findings)) {
        outcomes[`seed ${seed}, ${judged.name}`] = `${judged.outcome}, p = ${judged.pValue}`;
      }
    }
    return outcomes;
  },
};
