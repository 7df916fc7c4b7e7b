import { assertCount, assertMatrix } from "@retrodict/check";
import { stream } from "@retrodict/random";
import { drawInside } from "@retrodict/samplers";
import type { Distribution, Draws, Matrix, Proposal, Rng, RunOptions } from "@retrodict/spec";

/** Numbers and sentences about a density, added to those of its draws. */
export interface Findings {
  readonly diagnostics: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
}

/** Draws behind the estimate of the share inside: its relative error is at most 1 % while more than half are. */
const SHARE_DRAWS = 10_000;

/**
 * A density within the prior's support, cut off where the prior is zero all the same. Draws outside are rejected; the
 * log-density is divided by the share inside, estimated once, so that it integrates to one.
 */
export function insidePrior(
  density: Distribution,
  prior: Distribution,
  { diagnostics, warnings }: Findings,
): Proposal {
  const inside = (theta: Matrix) => Array.from(prior.logDensity(theta), (p) => p > -Infinity);
  let logShare: number | undefined;
  function estimatedLogShare(): number {
    const kept = inside(density.sample(stream("abc share"), SHARE_DRAWS)).filter(Boolean).length;
    return Math.log(Math.max(kept, 1) / SHARE_DRAWS);
  }
  return Object.freeze<Proposal>({
    dim: prior.dim,
    support: prior.support,
    normalized: true,
    logDensity(theta: Matrix): Float64Array {
      assertMatrix(theta, { cols: prior.dim }, "theta", "abc");
      const share = (logShare ??= estimatedLogShare());
      const isInside = inside(theta);
      return density.logDensity(theta).map((q, i) => (isInside[i] ? q - share : -Infinity));
    },
    async sample(rng: Rng, n: number, options?: RunOptions): Promise<Draws> {
      assertCount(n, "n", "abc", 0);
      const drawn = await drawInside(rng, n, {
        dim: prior.dim,
        draw: (from, count) => density.sample(from, count),
        inside,
        ...options,
      });
      return {
        samples: drawn.samples,
        diagnostics: { requested: n, drawn: drawn.drawn, ...diagnostics },
        warnings: [...drawn.warnings, ...warnings],
      };
    },
  });
}
