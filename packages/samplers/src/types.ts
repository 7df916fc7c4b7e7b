import type {
  DifferentiableDistribution,
  DifferentiableLogDensity,
  Distribution,
  LogDensity,
  Matrix,
  Sampler,
} from "@retrodict/spec";

/** The log-likelihood of an observation as a function of theta, up to a constant. */
export interface Likelihood {
  /** One value per row of theta. */
  logDensity(theta: Matrix): Float64Array;
}

export interface DifferentiableLikelihood extends Likelihood {
  logDensityGrad(theta: Matrix): { readonly logDensity: Float64Array; readonly grad: Matrix };
}

/**
 * A prior, and what draws from posteriors under it: a sampler that follows gradients goes with a prior that has one
 * only. The posterior of a differentiable likelihood has a gradient where its prior has.
 */
export type PriorAndSampler =
  | { readonly prior: Distribution; readonly sampler?: Sampler }
  | {
      readonly prior: DifferentiableDistribution;
      readonly sampler?: Sampler<DifferentiableLogDensity>;
    };

/** The samplers that draw from a posterior under this prior, of a differentiable likelihood. */
export type SamplerUnder<P extends Distribution> = Sampler<
  P extends DifferentiableLogDensity ? DifferentiableLogDensity : LogDensity
>;
