/*
 * The information of experiments whose likelihood can be evaluated, between two bounds from the same evaluations: the
 * log-likelihood of the theta that made a row against its mean over others, with and without itself among them (Ryan,
 * "Estimating expected information gains for experimental designs with application to the random fatigue-limit model",
 * 2003; Foster et al. 2020). They close in as one over the number of contrasts.
 */
import { assertCount, assertFinite } from "@retrodict/check";
import { firstRows, gatherRows, matrix, row, stackRows } from "@retrodict/matrix";
import { sampledPosterior, slice } from "@retrodict/samplers";
import type { Matrix, Rng, Sampler } from "@retrodict/spec";
import { asPrior, drawBelief } from "./belief.ts";
import { checkExperiments } from "./check-experiments.ts";
import { compare } from "./compare.ts";
import { contrastiveBounds, estimateOf, type ContrastiveTerms } from "./contrastive-bounds.ts";
import { estimate, mean } from "./estimate.ts";
import { simulateExperiment } from "./simulate-experiment.ts";
import type {
  Assessment,
  AssessOptions,
  Belief,
  Estimate,
  ExpectedInformation,
  TractableExperiment,
} from "./types.ts";

export interface NestedMonteCarloOptions extends AssessOptions {
  /** Simulations of each experiment; 1000 by default. */
  readonly evaluations?: number;
  /** Draws of the belief that each is compared with; 1000 by default. */
  readonly contrasts?: number;
  /** Draws from the posterior after an experiment; slice sampling by default. */
  readonly sampler?: Sampler;
}

/**
 * Lower and upper bounds on the information of each experiment, ranked. Of the belief only draws are needed. With a
 * learned likelihood, such as that of `snle`, the lower bound holds all the same, the upper one as far as it was
 * learned well. A simulation without output counts as nothing in the lower bound, in the upper one as the most that it
 * might tell: minus the logarithm of the share of failures.
 */
export async function nestedMonteCarlo<E extends TractableExperiment>(
  rng: Rng,
  belief: Belief,
  experiments: readonly E[],
  options: NestedMonteCarloOptions = {},
): Promise<Assessment<E>> {
  const { evaluations = 1000, contrasts = 1000, sampler = slice(), signal } = options;
  checkExperiments(belief, experiments);
  assertCount(evaluations, "evaluations", "design", 2);
  assertCount(contrasts, "contrasts", "design", 2);
  const wanted = evaluations + contrasts;
  const draws = await drawBelief(rng.fork("theta"), belief, wanted, signal ? { signal } : {});
  const theta = firstRows(draws, evaluations);
  const others = matrix(contrasts, belief.dim, draws.data.slice(theta.data.length));
  const prior = asPrior(belief, draws);

  async function assess(experiment: E): Promise<ExpectedInformation<E>> {
    const { name } = experiment;
    const { x, valid } = await simulateExperiment(rng.fork("fresh"), experiment, theta, options);
    const { lower, upper } = await contrastiveBounds(
      {
        rows: evaluations,
        contrasts,
        score: (i) =>
          valid[i]
            ? experiment.logLikelihood(stackRows(gatherRows(theta, [i]), others), row(x, i))
            : new Float64Array(contrasts + 1),
      },
      { signal, onRow: (done) => options.onProgress?.(name, "evaluate", done, evaluations) },
    );
    const failed = valid.filter((is) => !is).length / evaluations;
    return Object.freeze<ExpectedInformation<E>>({
      experiment,
      lower: estimateOf(lower),
      upper: withFailures(upper, valid, failed),
      failed,
      warnings: [],
      posterior(observed) {
        assertFinite(observed, "observed", "design");
        return sampledPosterior({
          prior,
          likelihood: { logDensity: (at: Matrix) => experiment.logLikelihood(at, observed) },
          observed: matrix(1, observed.length, observed),
          sampler,
        });
      },
    });
  }

  const candidates: ExpectedInformation<E>[] = [];
  for (const experiment of experiments) candidates.push(await assess(experiment));
  return compare(candidates);
}

/** Failures count −log(share) each, to which a row adds as a term, and through the share. */
function withFailures(
  { rows, contrasts }: ContrastiveTerms,
  valid: readonly boolean[],
  share: number,
): Estimate {
  const terms = rows.map((term, i) => (valid[i] ? term : -Math.log(share)));
  const influence = terms.map((term, i) => (valid[i] ? term : term - 1));
  return estimate(mean(terms), [influence, contrasts]);
}
