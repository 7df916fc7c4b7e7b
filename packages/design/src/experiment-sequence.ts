import { assertCount, refuseIfAborted } from "@retrodict/check";
import type { Rng } from "@retrodict/spec";
import { expectedInformation } from "./expected-information.ts";
import type { Assessment, AssessOptions, Belief, Experiment } from "./types.ts";

/** How candidates are compared: `expectedInformation` or `nestedMonteCarlo`, with options of one's choice. */
export type Assess<E extends Experiment> = (
  rng: Rng,
  belief: Belief,
  experiments: readonly E[],
  options: AssessOptions,
) => Promise<Assessment<E>>;

export interface ExperimentSequenceOptions<E extends Experiment> extends AssessOptions {
  /** Experiments to do. */
  readonly steps: number;
  /** Does the experiment, or simulates it: its output, in the form of its simulator's. */
  readonly perform: (experiment: E, rng: Rng) => Float64Array | Promise<Float64Array>;
  /** `expectedInformation` with its defaults by default. */
  readonly assess?: Assess<E>;
  /** Called after each step. */
  readonly onStep?: (step: ExperimentStep<E>) => void;
}

/** One experiment of a sequence. */
export interface ExperimentStep<E extends Experiment> {
  /** Under the belief before it. */
  readonly assessment: Assessment<E>;
  /** The first of the ranking, which was done. */
  readonly experiment: E;
  readonly observed: Float64Array;
  /** Given this and all observations before. */
  readonly posterior: Belief;
}

/**
 * Greedy experiments, one after another: each is the one expected to tell most given what all before it showed. The
 * posterior after a step is the belief of the next. Step `k` uses `rng.fork(k)` alone.
 */
export async function experimentSequence<E extends Experiment>(
  rng: Rng,
  belief: Belief,
  experiments: readonly E[],
  options: ExperimentSequenceOptions<E>,
): Promise<readonly ExperimentStep<E>[]> {
  const { steps, perform, assess = expectedInformation, onStep, ...assessOptions } = options;
  assertCount(steps, "steps", "design");
  const done: ExperimentStep<E>[] = [];
  let known = belief;
  for (let k = 0; k < steps; k++) {
    const own = rng.fork(k);
    const assessment = await assess(own.fork("assess"), known, experiments, assessOptions);
    const [best] = assessment.ranking;
    const observed = await perform(best.experiment, own.fork("perform"));
    refuseIfAborted(options.signal, "design");
    const posterior = best.posterior(observed);
    const step = Object.freeze({ assessment, experiment: best.experiment, observed, posterior });
    done.push(step);
    onStep?.(step);
    known = posterior;
  }
  return done;
}
