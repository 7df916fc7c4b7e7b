/*
 * Simulation-based calibration (Talts et al. 2018): parameters drawn from the prior and simulated afresh must
 * rank uniformly among the draws of their posteriors, or the posterior's intervals do not mean what they say.
 */
import { chiSquareUniform, ranks } from "@retrodict/stats";
import { column, matrix, row, snpe, stream, type Matrix } from "retrodict";
import { prior, simulateNeurons } from "./neuron.ts";

export interface CalibrationOptions {
  readonly simulations: number;
  /** Fresh parameter sets, each ranked among `draws` draws of its posterior. */
  readonly trials: number;
  readonly draws: number;
  readonly seed: number;
}

/** Ranks from 0 to `draws`, one trial per row, one parameter per column. */
export async function calibrate(options: CalibrationOptions): Promise<Matrix> {
  const { simulations, trials, draws } = options;
  const rng = stream(options.seed);
  const training = await simulateNeurons(rng.fork("training"), simulations);
  const fit = await snpe({ prior }).fit(rng.fork("fit"), [{ ...training, proposal: "prior" }]);
  const fresh = await simulateNeurons(rng.fork("fresh"), trials);
  const result = matrix(trials, prior.dim);
  for (let t = 0; t < trials; t++) {
    const posterior = fit.posterior(row(fresh.x, t).slice());
    const { samples } = await posterior.sample(rng.fork("draws").fork(t), draws);
    result.data.set(ranks(samples, row(fresh.theta, t)), t * prior.dim);
  }
  return result;
}

/**
 * p-values of Pearson's χ² test that a parameter's ranks are uniform, on ten equal bins. Over p parameters,
 * calibration is rejected at the 5 % level when one of them is below 0.05 / p (Bonferroni).
 */
export function uniformity(result: Matrix, draws: number): number[] {
  return Array.from({ length: result.cols }, (_, j) => {
    const counts = Array.from({ length: 10 }, () => 0);
    for (const rank of column(result, j)) counts[Math.floor((rank / (draws + 1)) * 10)] += 1;
    return chiSquareUniform(counts).pValue;
  });
}
