import { calibrationTrials, tarp, type CalibrationTrials } from "@retrodict/diagnostics";
import { priorFrom } from "@retrodict/distributions";
import { column } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { workerPool } from "@retrodict/simulate/pool";
import { snpe } from "@retrodict/snpe";
import type { Rng } from "@retrodict/spec";
import { processorTime } from "../posterior/processor-time.ts";
import { rounded } from "../src/measure.ts";
import { benchedSimulator } from "../src/plugins.ts";
import type { StudyRanks, StudyRecord, StudySettings } from "./types.ts";

const SIMULATOR = "hodgkin-huxley";

const { entry, module } = benchedSimulator(SIMULATOR);
const prior = priorFrom(entry.info);

/** Simulates in worker threads, trains `snpe` as it is by default, and ranks fresh truths among posterior draws. */
export async function study(
  settings: StudySettings,
): Promise<StudyRecord & { readonly ranks: StudyRanks }> {
  const { simulations, seed, trials: count, draws } = settings;
  const rng = stream(seed).fork(SIMULATOR).fork(simulations);
  const [training, simulate] = await processorTime(() =>
    simulated(rng.fork("training"), simulations),
  );
  const fresh = await simulated(rng.fork("fresh"), count);
  const [fit, train] = await processorTime(() =>
    snpe({ prior }).fit(rng.fork("fit"), [{ ...training, proposal: "prior" }]),
  );
  const [trials, infer] = await processorTime(() =>
    calibrationTrials(rng.fork("trials"), fit, fresh, {
      draws,
      keepDraws: true,
      parameters: entry.info.parameters,
    }),
  );
  const { failures } = trials;
  const { history, artifact } = fit;
  return {
    simulator: SIMULATOR,
    estimator: artifact.config.kind,
    epochs: history.train.length,
    loss: rounded(history.bestValidation),
    failures: failures.length,
    ...(failures.length > 0 && { failure: failures[0].message }),
    seconds: { simulate: rounded(simulate), train: rounded(train), infer: rounded(infer) },
    versions: `node ${process.version}`,
    ranks: ranksOf(rng.fork("tarp"), trials),
  };
}

/** Parameters from the prior and what each gives. */
async function simulated(rng: Rng, count: number) {
  const pool = await workerPool({ module, simulator: entry.info.id });
  try {
    const theta = prior.sample(rng.fork("theta"), count);
    const { x } = await pool.simulateBatch(rng.fork("x"), theta);
    return { theta, x };
  } finally {
    await pool.close();
  }
}

function ranksOf(rng: Rng, trials: CalibrationTrials): StudyRanks {
  return {
    parameters: trials.names.map((name, j) => ({ name, ranks: [...column(trials.ranks, j)] })),
    density: [...trials.densityRanks!],
    tarp: [...tarp(rng, trials).ranks],
  };
}
