import { assertCount, assertMatrix } from "@retrodict/check";
import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { drawInside } from "@retrodict/samplers";
import type {
  DifferentiableDistribution,
  DifferentiableLogDensity,
  Distribution,
  Draws,
  Matrix,
  Posterior,
  Rng,
  RunOptions,
} from "@retrodict/spec";

export interface InsidePriorOptions {
  readonly prior: Distribution;
  /** Normalised, but perhaps with mass where the prior is zero. */
  readonly density: DifferentiableDistribution;
  /** Whether it is known to have none there; false unless given. */
  readonly contained?: boolean;
  readonly observed: Matrix;
  /** Numbers and sentences about the density itself, added to those of its draws. */
  readonly diagnostics: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
}

/** A posterior that samplers and optimisers can follow uphill. */
export type DifferentiablePosterior = Posterior & DifferentiableLogDensity;

/** Draws behind the estimate of the acceptance: its relative error is at most 1 % while more than half are inside. */
const ACCEPTANCE_DRAWS = 10_000;
/** Where less of the density lies inside, it has learned little of the prior. */
const LOW_ACCEPTANCE = 0.01;

/**
 * A density cut off where the prior is zero. Draws outside are rejected; the log-density is divided by the share
 * inside, estimated once, so that it integrates to one.
 */
export function insidePrior(options: InsidePriorOptions): DifferentiablePosterior {
  const { prior, density, observed, contained = false } = options;
  const inside = insideOf(prior);
  let logShare = contained ? 0 : undefined;
  /** NaN if no draw is inside. */
  function logAcceptance(): number {
    const draws = density.sample(stream("snpe acceptance"), ACCEPTANCE_DRAWS);
    const kept = inside(draws).filter(Boolean).length;
    return kept === 0 ? NaN : Math.log(kept / ACCEPTANCE_DRAWS);
  }
  return Object.freeze<DifferentiablePosterior>({
    dim: prior.dim,
    support: prior.support,
    observed,
    normalized: true,
    logDensity(theta: Matrix): Float64Array {
      assertMatrix(theta, { cols: prior.dim }, "theta", "snpe");
      const share = (logShare ??= logAcceptance());
      const isInside = inside(theta);
      return density.logDensity(theta).map((q, i) => (isInside[i] ? q - share : -Infinity));
    },
    logDensityGrad(theta: Matrix) {
      assertMatrix(theta, { cols: prior.dim }, "theta", "snpe");
      const share = (logShare ??= logAcceptance());
      const isInside = inside(theta);
      const { logDensity, grad } = density.logDensityGrad(theta);
      const data = grad.data.map((by, at) => (isInside[Math.floor(at / grad.cols)] ? by : 0));
      return {
        logDensity: logDensity.map((q, i) => (isInside[i] ? q - share : -Infinity)),
        grad: matrix(grad.rows, grad.cols, data),
      };
    },
    async sample(rng: Rng, n: number, runOptions?: RunOptions): Promise<Draws> {
      assertCount(n, "n", "snpe", 0);
      const { samples, drawn, accepted, warnings } = await drawInside(rng, n, {
        draw: (from, count) => density.sample(from, count),
        inside,
        dim: prior.dim,
        ...runOptions,
      });
      const acceptance = accepted / drawn;
      return {
        samples,
        diagnostics: { requested: n, drawn, acceptance, ...options.diagnostics },
        warnings: [...warnings, ...leakageWarnings(acceptance), ...options.warnings],
      };
    },
  });
}

/** Whether a density is positive, row by row. */
export const insideOf =
  ({ logDensity }: Pick<Distribution, "logDensity">) =>
  (theta: Matrix): readonly boolean[] =>
    Array.from(logDensity(theta), (value) => value > -Infinity);

function leakageWarnings(acceptance: number): readonly string[] {
  if (!(acceptance < LOW_ACCEPTANCE)) return [];
  return [
    `Only ${(100 * acceptance).toPrecision(2)} % of the learned density lies where the prior is positive: simulate more, or use tsnpe, whose rounds do not leak.`,
  ];
}
