/** The whole study, one part after another; what is kept in the run's folder is not done again. */
import { join } from "node:path";
import { stream } from "retrodict";
import { compensate, type Compensation } from "./compensation.ts";
import { networkPool, observed } from "./crab.ts";
import { spend, type Energy } from "./energy.ts";
import { keptIn } from "./kept.ts";
import { learn, type Learned } from "./learn.ts";
import { readPackage, writePackage } from "./package.ts";
import { disparatePair, type Pair } from "./pair.ts";
import { findWay, type Way } from "./path.ts";
import { predict, type Predicted, type Study } from "./predict.ts";
import type { Settings } from "./settings.ts";
import { warm, type Warmed } from "./temperature.ts";

export interface Findings {
  readonly settings: Settings;
  readonly learned: Learned;
  readonly predicted: Predicted;
  readonly pair: Pair;
  readonly way: Way;
  readonly compensation: Compensation;
  readonly energy: Energy;
  readonly warmed: Warmed;
}

/** Share of the networks that spend least whose spread is looked at, of so many simulated. */
const thriftOf = (networks: number): number => (networks >= 5000 ? 0.02 : 0.1);

export async function conduct(settings: Settings): Promise<Findings> {
  const { scale, folder, seed, workers } = settings;
  const learned = settings.simulate ? await learn(settings) : readPackage();
  if (settings.package) writePackage(learned, seed);
  const kept = await keptIn(join(folder, "results"), { scale, seed, simulate: settings.simulate });
  const rng = stream(seed);
  const simulator = await networkPool(workers);
  const study: Study = {
    kept,
    posterior: learned.fit.posterior(observed),
    simulator,
    stds: learned.stds,
  };
  console.log(`${scale.predictive} networks of the posterior`);
  const predicted = await predict(rng.fork("predict"), study, scale.predictive);
  console.log("two networks, and the way between them");
  const pair = await disparatePair(rng.fork("pair"), study, predicted);
  const way = await findWay(rng.fork("way"), study, { predicted, pair, repeats: scale.repeats });
  console.log("what makes up for what");
  const compensation = await compensate(rng.fork("compensation"), study, { predicted, ...scale });
  await simulator.close();
  console.log("energy");
  const thrift = thriftOf(predicted.theta.rows);
  const energy = await spend(rng.fork("energy"), kept, { predicted, thrift });
  console.log("temperature");
  const warmed = await warm(rng.fork("temperature"), study, { predicted, ...scale, workers });
  return { settings, learned, predicted, pair, way, compensation, energy, warmed };
}
