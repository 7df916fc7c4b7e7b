/** How to infer, as a command line or a record names it: checked before anything is simulated. */
import type { Citation, DifferentiableDistribution, InferenceAlgorithm } from "@retrodict/spec";
import {
  algorithmNames,
  algorithms,
  type AlgorithmChoice,
  type AlgorithmName,
  type SamplerPart,
} from "./algorithms.ts";
import { fail } from "./fail.ts";
import { samplers, type SamplerName } from "./samplers.ts";

/** The names of an algorithm and its parts; what is left out is up to the algorithm. */
export interface MethodNames {
  readonly algorithm: AlgorithmName;
  readonly estimator?: string;
  readonly sampler?: SamplerName;
}

/** An algorithm, and the names of all it is made of. */
export interface Method {
  readonly names: MethodNames;
  readonly algorithm: InferenceAlgorithm;
  /** The papers behind the algorithm and its sampler. */
  readonly citations: readonly Citation[];
}

/** The algorithm with the parts named; throws where they do not go together. */
export function chooseMethod(asked: MethodNames, prior: DifferentiableDistribution): Method {
  const { algorithm } = asked;
  const { estimators, takesSampler, make } = algorithms[algorithm];
  assertEstimator(asked);
  assertSampler(asked);
  const estimator = asked.estimator ?? estimators.at(0);
  const sampler = takesSampler ? (asked.sampler ?? "slice") : undefined;
  const names: MethodNames = {
    algorithm,
    ...(estimator !== undefined && { estimator }),
    ...(sampler !== undefined && { sampler }),
  };
  const part = samplerPart(names);
  const made = make({ prior, estimator, ...part });
  return {
    names,
    algorithm: made,
    citations: [...made.citations, ...(part.sampler?.citations ?? [])],
  };
}

/** The sampler of a method, for whoever makes or loads its fit. */
export const samplerPart = ({ sampler }: MethodNames): SamplerPart =>
  sampler === undefined ? {} : { sampler: samplers[sampler]() };

function assertEstimator({ algorithm, estimator }: MethodNames): void {
  const { estimators } = algorithms[algorithm];
  if (estimator === undefined || estimators.includes(estimator)) return;
  fail(
    "argument",
    estimators.length === 0
      ? `--estimator ${estimator} has no effect with --algorithm ${algorithm}, which trains no network; remove it`
      : `--estimator ${estimator} does not fit --algorithm ${algorithm}, which takes ${estimators.join(", ").replace(/, (?=[^,]*$)/, " or ")}; choose ${estimators.length === 1 ? "that" : "one of them"}`,
  );
}

function assertSampler({ algorithm, sampler }: MethodNames): void {
  if (sampler === undefined || algorithms[algorithm].takesSampler) return;
  fail(
    "argument",
    `--sampler ${sampler} has no effect with --algorithm ${algorithm}, which draws by itself; remove it, or choose ${namesOf(({ takesSampler }) => takesSampler)}`,
  );
}

/** Throws where an algorithm that learns from the prior alone is to take several rounds, or they would be empty. */
export function assertRounds({
  algorithm,
  rounds,
  simulations,
}: Pick<MethodNames, "algorithm"> & {
  readonly rounds: number;
  readonly simulations: number;
}): void {
  if (rounds > 1 && !algorithms[algorithm].takesRounds)
    fail(
      "argument",
      `--rounds ${rounds} with --algorithm ${algorithm}, which learns from simulations of the prior only, so from one round; leave it out, or choose ${namesOf(({ takesRounds }) => takesRounds)}`,
    );
  if (simulations < rounds)
    fail(
      "range",
      `--simulations ${simulations}: expected at least one for each of ${rounds} rounds; raise it`,
    );
}

/** Whether draws come from the network itself, some of them perhaps from outside the prior. */
export function drawsDirectly(algorithm: AlgorithmName): boolean {
  const { estimators, takesSampler } = algorithms[algorithm];
  return estimators.length > 0 && !takesSampler;
}

const namesOf = (keep: (choice: AlgorithmChoice) => boolean): string =>
  algorithmNames.filter((name) => keep(algorithms[name])).join(", ");
