import { assert, assertCount, assertMatrix } from "@retrodict/check";
import { gatherRows, matrix, row } from "@retrodict/matrix";
import type {
  DifferentiableLogDensity,
  Distribution,
  Draws,
  Matrix,
  Posterior,
  Rng,
  RunOptions,
  Sampler,
} from "@retrodict/spec";
import type { DifferentiableLikelihood, Likelihood, SamplerUnder } from "./types.ts";

export interface SampledPosteriorParts<P extends Distribution, L extends Likelihood> {
  readonly prior: P;
  readonly likelihood: L;
  /** One row, or one per trial. */
  readonly observed: Matrix;
  readonly sampler: L extends DifferentiableLikelihood ? SamplerUnder<P> : Sampler;
}

/**
 * The posterior `likelihood · prior`, known up to a constant and drawn from by a sampler. Minus infinity where the prior
 * is zero, without asking the likelihood there. It has a gradient, `logDensityGrad`, where prior and likelihood have.
 */
export function sampledPosterior<P extends Distribution, L extends Likelihood>({
  prior,
  likelihood,
  observed,
  sampler,
}: SampledPosteriorParts<P, L>): Posterior {
  const { dim, support } = prior;

  function logDensity(theta: Matrix): Float64Array {
    assertMatrix(theta, { cols: dim }, "theta", "samplers");
    const out = prior.logDensity(theta);
    const inside = insideRows(out);
    const values = likelihood.logDensity(gatherRows(theta, inside));
    inside.forEach((i, k) => (out[i] = orNever(out[i] + values[k])));
    return out;
  }

  const gradients: Pick<DifferentiableLogDensity, "logDensityGrad"> | undefined =
    isDifferentiable(prior) && isDifferentiable(likelihood)
      ? {
          logDensityGrad(theta: Matrix) {
            assertMatrix(theta, { cols: dim }, "theta", "samplers");
            const { logDensity: out, grad } = prior.logDensityGrad(theta);
            const inside = insideRows(out);
            const found = likelihood.logDensityGrad(gatherRows(theta, inside));
            const sum = matrix(theta.rows, dim);
            inside.forEach((i, k) => {
              out[i] = orNever(out[i] + found.logDensity[k]);
              const by = row(found.grad, k);
              if (out[i] > -Infinity) row(sum, i).set(row(grad, i).map((g, j) => g + by[j]));
            });
            return { logDensity: out, grad: sum };
          },
        }
      : undefined;

  const target = { dim, support, logDensity, ...gradients };
  return Object.freeze<Posterior>({
    ...target,
    observed,
    normalized: false,
    async sample(rng: Rng, n: number, options?: RunOptions): Promise<Draws> {
      assertCount(n, "n", "samplers", 0);
      // The type of `sampler` says that it can take this target.
      return (sampler as Sampler).sample(rng, target, n, { ...options, start: prior });
    },
  });
}

/** Throws an `argument` error where a target has no gradient. */
export function assertDifferentiable(
  target: object,
  name: string,
): asserts target is DifferentiableLogDensity {
  assert(
    isDifferentiable(target),
    "argument",
    "samplers",
    () =>
      `expected a target with gradients for ${name}, got one without logDensityGrad; use a prior that has it, or slice()`,
  );
}

const isDifferentiable = <T extends object>(
  density: T,
): density is T & Pick<DifferentiableLogDensity, "logDensityGrad"> => "logDensityGrad" in density;

const insideRows = (logDensity: Float64Array): Uint32Array =>
  Uint32Array.from(logDensity.keys()).filter((i) => logDensity[i] > -Infinity);

/** No number is no density. */
const orNever = (value: number): number => (Number.isNaN(value) ? -Infinity : value);
