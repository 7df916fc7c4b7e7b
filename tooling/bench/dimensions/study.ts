import { stream } from "@retrodict/random";
import { runRounds } from "@retrodict/rounds";
import { inProcess } from "@retrodict/simulate";
import { row } from "@retrodict/matrix";
import { processorTime } from "../posterior/processor-time.ts";
import { rounded } from "../src/measure.ts";
import { algorithms } from "./algorithms.ts";
import { bentGaussian } from "./bent-gaussian.ts";
import { amortizedScores, DRAWS, posteriorScores } from "./scores.ts";
import type { DimensionRecord, DimensionSettings } from "./types.ts";

/** Learns the posterior of parameters that the prior gave and compares it with the exact one. */
export async function study(settings: DimensionSettings): Promise<DimensionRecord> {
  const { dim, bend, algorithm, simulations, seed } = settings;
  const { rounds, create } = algorithms[algorithm];
  const rng = stream(seed).fork("dimensions").fork(dim);
  const problem = bentGaussian(dim, bend);
  const { prior, simulator } = problem;
  const observed = new Float64Array(dim);
  simulator.simulate(rng.fork("observed"), row(prior.sample(rng.fork("truth"), 1), 0), observed);
  const [run, learn] = await processorTime(() =>
    runRounds(
      rng.fork("run"),
      { simulator: inProcess(simulator), prior, algorithm: create(prior), observed },
      { rounds, simulationsPerRound: Math.floor(simulations / rounds) },
    ),
  );
  const { fit, posterior, records } = run;
  const [draws, sample] = await processorTime(() => posterior!.sample(rng.fork("draws"), DRAWS));
  const found = { posterior: posterior!, samples: draws.samples };
  return {
    ...(rounds === 1 && (await amortizedScores(rng.fork("pairs"), fit!, problem))),
    ...(await posteriorScores(rng.fork("scores"), found, problem.posterior(observed))),
    epochs: fit!.history.train.length,
    weights: fit!.params.length,
    seconds: { learn: rounded(learn), sample: rounded(sample) },
    warnings: [...records.flatMap(({ warnings }) => warnings), ...draws.warnings],
  };
}
