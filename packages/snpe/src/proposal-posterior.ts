/*
 * The posterior under each round's proposal as an estimator: q p̃ / p, normalised in closed form (Greenberg, Nonnenmacher
 * & Macke 2019). Trained by maximum likelihood on what was drawn from the proposals, its q is the posterior under the
 * prior. The proposals' mixtures are in theta's own units and every row sees them from its own place: where theta is
 * learned changes with every fit and, along the regression line, with x.
 */
import { assertMatrix } from "@retrodict/check";
import { matrix, row } from "@retrodict/matrix";
import type { MixtureDensityEstimator } from "@retrodict/mdn";
import type { ConditionalEstimator, Matrix, ScoreVjp } from "@retrodict/spec";
import { mixtureNormalizer, scaledGradient } from "./mixture-normalizer.ts";
import { seenFrom, sumAt, type Quadratic } from "./proposal-ratio.ts";

export interface ProposalPosteriorOptions {
  /** What each round's proposal makes of the prior; absent for rounds from the prior. */
  readonly ratios: readonly (readonly Quadratic[] | undefined)[];
  /** Theta is its center, which the context tells, plus this times the target. */
  readonly scale: Float64Array;
}

/** The context it wants: the estimator's own, then theta where the target is 0, then the round. */
export function withPlace(context: Matrix, center: Matrix, round: Uint32Array): Matrix {
  const cols = context.cols + center.cols + 1;
  const out = matrix(context.rows, cols);
  for (let i = 0; i < context.rows; i++) {
    const own = row(out, i);
    own.set(row(context, i));
    own.set(row(center, i), context.cols);
    own[cols - 1] = round[i];
  }
  return out;
}

/** The estimator for contexts of `withPlace`; its weights are the given one's, by which alone it has gradients. */
export function proposalPosterior(
  estimator: MixtureDensityEstimator,
  { ratios, scale }: ProposalPosteriorOptions,
): ConditionalEstimator {
  const { targetDim, contextDim } = estimator.shape;
  const wideDim = contextDim + targetDim + 1;
  const ownOf = (context: Matrix): Matrix => {
    assertMatrix(context, { cols: wideDim }, "context", "snpe");
    const out = matrix(context.rows, contextDim);
    for (let i = 0; i < out.rows; i++) row(out, i).set(row(context, i).subarray(0, contextDim));
    return out;
  };
  const ratioAt = (place: Float64Array): readonly Quadratic[] =>
    (ratios[place[wideDim - 1]] ?? []).map((term) =>
      seenFrom(term, place.subarray(contextDim, wideDim - 1), scale),
    );
  function scoreVjp(params: Float32Array, target: Matrix, context: Matrix): ScoreVjp {
    const own = ownOf(context);
    const learned = estimator.scoreVjp(params, target, own);
    const whole = estimator.mixtures(params, own);
    const ratio = Array.from({ length: target.rows }, (_, i) => ratioAt(row(context, i)));
    const normalizers = whole.mixtures.map((mixture, i) => mixtureNormalizer(mixture, ratio[i]));
    return {
      score: learned.score.map(
        (log, i) => log + sumAt(ratio[i], row(target, i)) - normalizers[i].log,
      ),
      pullback(cotangent, { params: into }) {
        if (into === undefined) return;
        learned.pullback(cotangent, { params: into });
        const gradients = normalizers.map(({ gradient }, i) =>
          scaledGradient(gradient(), -cotangent[i]),
        );
        whole.pullback(gradients, into);
      },
    };
  }
  return Object.freeze<ConditionalEstimator>({
    shape: Object.freeze({ targetDim, contextDim: wideDim }),
    config: estimator.config,
    paramCount: estimator.paramCount,
    init: (rng) => estimator.init(rng),
    score: (params, target, context) => scoreVjp(params, target, context).score,
    scoreVjp,
  });
}
