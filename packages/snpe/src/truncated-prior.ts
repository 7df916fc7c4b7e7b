import { assertCount, assertMatrix } from "@retrodict/check";
import { drawInside } from "@retrodict/samplers";
import type { Draws, Matrix, Proposal, Rng, RunOptions } from "@retrodict/spec";
import { denseRegion } from "./dense-region.ts";
import { insideOf } from "./inside-prior.ts";
import { learnedDensity } from "./learned-density.ts";
import { resample } from "./resample.ts";
import type { LearnedParts } from "./types.ts";

export interface TruncatedPriorOptions {
  readonly observed: Matrix;
  /** The posterior mass left out. */
  readonly epsilon: number;
  /** Truncations it stays within. */
  readonly within: readonly Proposal[];
}

/** Below this share of the prior inside, draws come from the posterior, weighted. */
const LEAST_ACCEPTANCE = 0.01;
/** Draws inside that tell the share; of so many that fewer of them say it is lower. */
const PILOT = 100;

/**
 * The prior cut down to the region where the learned posterior holds all but ε of its mass, and to earlier
 * truncations (Deistler et al. 2022). Drawn from the prior by rejection or, where too little of the prior lies
 * inside, from the posterior with weights `log p − log q` in the region and nothing outside.
 */
export function truncatedPrior(
  parts: LearnedParts,
  { observed, epsilon, within }: TruncatedPriorOptions,
): Proposal {
  const { prior } = parts;
  const { dim } = prior;
  const density = learnedDensity(parts, observed);
  const region = denseRegion(density, {
    epsilon,
    within: [insideOf(prior), ...within.map(insideOf)],
  });
  const rejection = { dim, draw: prior.sample, inside: region.contains };
  function logDensity(theta: Matrix, learned?: Float64Array): Float64Array {
    const inside = region.contains(theta, learned);
    return prior.logDensity(theta).map((log, i) => (inside[i] ? log : -Infinity));
  }
  return Object.freeze<Proposal>({
    dim,
    support: prior.support,
    normalized: false,
    truncates: "prior",
    logDensity(theta) {
      assertMatrix(theta, { cols: dim }, "theta", "snpe");
      return logDensity(theta);
    },
    async sample(rng: Rng, n: number, options: RunOptions = {}): Promise<Draws> {
      assertCount(n, "n", "snpe", 0);
      await region.prepare(options);
      const { signal } = options;
      const fromPrior = rng.fork("prior");
      const pilot = await drawInside(fromPrior.fork("pilot"), PILOT, {
        ...rejection,
        budget: PILOT / LEAST_ACCEPTANCE,
        ...(signal && { signal }),
      });
      const share = pilot.accepted / pilot.drawn;
      if (share >= LEAST_ACCEPTANCE || signal?.aborted) {
        const { samples, drawn, accepted, warnings } = await drawInside(fromPrior, n, {
          ...rejection,
          ...options,
        });
        const diagnostics = { requested: n, drawn, acceptance: accepted / drawn };
        return { samples, diagnostics, warnings };
      }
      const { samples, drawn, ess } = await resample(rng.fork("posterior"), n, {
        density,
        target: logDensity,
        ...options,
      });
      return {
        samples,
        diagnostics: { requested: n, drawn, acceptance: share, ess },
        warnings: resampleWarnings(ess, n),
      };
    },
  });
}

function resampleWarnings(ess: number, n: number): readonly string[] {
  if (ess >= n) return [];
  return [
    `The ${n} draws from the truncated prior are worth ${Math.floor(ess)}, as little of it lies where the posterior is drawn: ask for fewer, or raise epsilon.`,
  ];
}
