import type {
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

/** The samplers that draw from a posterior under this prior, of a differentiable likelihood. */
export type SamplerUnder<P extends Distribution> = Sampler<
  P extends DifferentiableLogDensity ? DifferentiableLogDensity : LogDensity
>;
