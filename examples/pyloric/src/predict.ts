/** What networks of the posterior do. */
import type { BatchSimulator, Matrix, Posterior, Rng } from "retrodict";
import { isValid } from "./crab.ts";
import { deviations, SIMILAR } from "./closeness.ts";
import type { Kept } from "./kept.ts";

/** Draws of the posterior with all their statistics. */
export interface Predicted {
  readonly theta: Matrix;
  readonly x: Matrix;
  /** Whether each is a rhythm, how far from the crab each is, and which are similar to it. */
  readonly valid: readonly boolean[];
  readonly deviation: Float64Array;
  readonly similar: readonly number[];
  readonly close: readonly number[];
}

export async function predict(
  rng: Rng,
  { kept, posterior, simulator, stds }: Study,
  count: number,
): Promise<Predicted> {
  const theta = await kept.once("posterior-draws", async () => {
    const { samples, warnings } = await posterior.sample(rng.fork("draws"), count);
    for (const warning of warnings) console.log(warning);
    return samples;
  });
  const { x } = await kept
    .simulator("predictive", simulator)
    .simulateBatch(rng.fork("simulations"), theta);
  const deviation = deviations(x, stds);
  const within = (reach: number) => [...deviation.keys()].filter((i) => deviation[i] <= reach);
  return { theta, x, valid: isValid(x), deviation, similar: within(SIMILAR), close: within(1) };
}

/** What every part of the study needs. */
export interface Study {
  readonly kept: Kept;
  readonly posterior: Posterior;
  /** Gives all statistics, at 283 K. */
  readonly simulator: BatchSimulator;
  /** Standard deviations of the features over valid simulations from the prior. */
  readonly stds: Float64Array;
}
