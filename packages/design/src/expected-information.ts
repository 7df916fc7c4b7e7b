/*
 * The information H[theta | D] − E H[theta | x, D] that candidate experiments are expected to give, by what an inference
 * algorithm learns of each: an estimate of the posterior for all outputs, tried on simulations that it has not seen.
 */
import { assertCount, RetrodictError } from "@retrodict/check";
import { matrix } from "@retrodict/matrix";
import { snpe } from "@retrodict/snpe";
import type { FitOptions, Matrix, Rng } from "@retrodict/spec";
import { asPrior, drawBelief, isNormalized } from "./belief.ts";
import { checkExperiments } from "./check-experiments.ts";
import { compare } from "./compare.ts";
import { contrastiveBound } from "./contrastive-bound.ts";
import { failureModel } from "./failure-model.ts";
import { failurePosterior } from "./failure-posterior.ts";
import { learnExperiment, type AlgorithmUnder } from "./learn-experiment.ts";
import { posteriorBound } from "./posterior-bound.ts";
import { simulateExperiment } from "./simulate-experiment.ts";
import type {
  Assessment,
  AssessOptions,
  Belief,
  ExpectedInformation,
  Experiment,
} from "./types.ts";

export interface ExpectedInformationOptions extends AssessOptions {
  /** `snpe` by default. */
  readonly algorithm?: AlgorithmUnder;
  /**
   * What is averaged: `"posterior"`, the log-ratio of the estimated posterior to the belief, both normalised; or
   * `"contrastive"`, how well it tells the right theta from others, for which they need not be, but which is at most
   * log(contrasts + 1). By default the first if the belief is normalised.
   */
  readonly bound?: "posterior" | "contrastive";
  /** Simulations of each experiment to learn from; 2000 by default. */
  readonly simulations?: number;
  /** Fresh ones to evaluate; 1000 by default. */
  readonly evaluations?: number;
  /** 1000 by default. */
  readonly contrasts?: number;
  /** Settings of the training. */
  readonly fit?: Omit<FitOptions, "signal" | "onProgress">;
}

/**
 * Lower bounds on the information of each experiment, ranked. All are simulated at the same parameters, drawn from the
 * belief, with the same streams, so that their differences are known better than they are. A simulation without output
 * counts as an outcome, which tells what makes simulations fail. Throws `RetrodictError` on experiments that do not
 * belong together, a belief that cannot be drawn from, and an abort.
 */
export async function expectedInformation<E extends Experiment>(
  rng: Rng,
  belief: Belief,
  experiments: readonly E[],
  options: ExpectedInformationOptions = {},
): Promise<Assessment<E>> {
  const { simulations = 2000, evaluations = 1000, signal } = options;
  const bound = options.bound ?? (isNormalized(belief) ? "posterior" : "contrastive");
  const contrasts = bound === "posterior" ? 0 : (options.contrasts ?? 1000);
  checkExperiments(belief, experiments);
  assertCount(simulations, "simulations", "design");
  assertCount(evaluations, "evaluations", "design", 2);
  if (bound === "contrastive") assertCount(contrasts, "contrasts", "design", 2);
  const draws = await drawBelief(
    rng.fork("theta"),
    belief,
    simulations + evaluations + contrasts,
    signal ? { signal } : {},
  );
  const training = rowsBetween(draws, 0, simulations);
  const theta = rowsBetween(draws, simulations, simulations + evaluations);
  const others = rowsBetween(draws, simulations + evaluations, draws.rows);
  const prior = asPrior(belief, training);

  async function assess(experiment: E): Promise<ExpectedInformation<E>> {
    const { name } = experiment;
    const learning = await simulateExperiment(rng.fork("training"), experiment, training, options);
    const algorithm = (options.algorithm ?? snpe)({ prior });
    const fit = await learnExperiment(rng.fork("fit"), algorithm, learning, {
      ...options.fit,
      ...(signal && { signal }),
      onProgress: (done, total) => options.onProgress?.(name, "train", done, total),
    });
    const failures = await failureModel(rng.fork("failures"), learning, belief, signal);
    const fresh = await simulateExperiment(rng.fork("fresh"), experiment, theta, options);
    const evaluated = { belief, fit, failures, fresh };
    const lower =
      bound === "posterior"
        ? await posteriorBound(evaluated)
        : await contrastiveBound(evaluated, others, {
            signal,
            onRow: (done) => options.onProgress?.(name, "evaluate", done, evaluations),
          });
    return Object.freeze<ExpectedInformation<E>>({
      experiment,
      lower,
      failed: fresh.valid.filter((valid) => !valid).length / evaluations,
      warnings: [
        ...failures.warnings,
        ...(fit ? [] : [FEW_OUTPUTS]),
        ...(bound === "contrastive" && lower.value > Math.log(contrasts + 1) - NEAR
          ? [NEAR_THE_LARGEST]
          : []),
      ],
      posterior(observed) {
        if (observed.some((value) => !Number.isFinite(value)))
          return failurePosterior(belief, failures, draws);
        if (fit === undefined) throw nothingLearned(name);
        return fit.posterior(observed);
      },
    });
  }

  const candidates: ExpectedInformation<E>[] = [];
  for (const experiment of experiments) candidates.push(await assess(experiment));
  return compare(candidates);
}

/** A contrastive bound within this of its largest value, in nats, says little of the information. */
const NEAR = 1;

const NEAR_THE_LARGEST =
  "The contrastive bound is near the largest it can be, log(contrasts + 1); raise contrasts.";

const FEW_OUTPUTS =
  "Too few simulations have an output to learn from: what outputs tell counts as nothing; simulate more, or drop the experiment.";

const nothingLearned = (name: string): RetrodictError =>
  new RetrodictError(
    "data",
    "design",
    `expected simulations of ${name} with an output to learn its posterior from, got too few; raise simulations`,
  );

const rowsBetween = ({ cols, data }: Matrix, from: number, to: number): Matrix =>
  matrix(to - from, cols, data.slice(from * cols, to * cols));
