import { assert, assertCount, assertMatrix } from "@retrodict/check";
import { drawInside } from "@retrodict/samplers";
import type { Distribution, Draws, Matrix, Proposal, Rng, RunOptions } from "@retrodict/spec";
import type { Validity } from "./types.ts";

export interface RestrictedPriorOptions {
  /** Share of the valid simulations that may be left out, between 0 and 1; 0.01 by default. */
  readonly allowedFalseNegatives?: number;
  /** Truncations of the prior it stays within, such as restrictions learned from earlier rounds. */
  readonly within?: readonly Proposal[];
}

/**
 * The prior cut down to where simulations are likely to be valid: where the log-odds learned reach the quantile
 * `allowedFalseNegatives` of those of valid rows held out from learning (the restriction estimator of Deistler, Macke
 * & Gonçalves 2022). The density is the prior's inside and 0 outside. Drawn from the prior by rejection within a budget.
 *
 * Of `m` rows held out the threshold is the k-th lowest, k = ⌊share · (m + 1)⌋, so that in the mean k / (m + 1) of
 * the valid simulations are left out; where that is none, the lowest, and draws carry a warning. A validity that is the
 * same everywhere restricts nothing.
 */
export function restrictedPrior(
  prior: Distribution,
  learned: Validity,
  { allowedFalseNegatives: allowed = 0.01, within = [] }: RestrictedPriorOptions = {},
): Proposal {
  const { dim } = prior;
  assertOptions(prior, learned, { allowed, within });
  const { threshold, falseNegatives } = thresholdOf(learned, allowed);
  const inside = (theta: Matrix): readonly boolean[] => {
    const others = within.map((proposal) => proposal.logDensity(theta));
    return Array.from(
      learned.logOdds(theta),
      (logOdds, i) => logOdds >= threshold && others.every((log) => log[i] > -Infinity),
    );
  };
  const warnings = falseNegatives > allowed ? [fewHeldOut(falseNegatives, allowed)] : [];
  return Object.freeze<Proposal>({
    dim,
    support: prior.support,
    normalized: false,
    truncates: "prior",
    logDensity(theta) {
      assertMatrix(theta, { cols: dim }, "theta", "validity");
      const kept = inside(theta);
      return prior.logDensity(theta).map((log, i) => (kept[i] ? log : -Infinity));
    },
    async sample(rng: Rng, n: number, options: RunOptions = {}): Promise<Draws> {
      assertCount(n, "n", "validity", 0);
      const found = await drawInside(rng, n, { dim, draw: prior.sample, inside, ...options });
      const { samples, drawn, accepted } = found;
      return {
        samples,
        diagnostics: { requested: n, drawn, acceptance: accepted / drawn, falseNegatives },
        warnings: [...warnings, ...found.warnings],
      };
    },
  });
}

interface Threshold {
  /** The least log-odds inside. */
  readonly threshold: number;
  /** The share of the valid simulations left out, in the mean over what is held out. */
  readonly falseNegatives: number;
}

function thresholdOf({ artifact: { network } }: Validity, allowed: number): Threshold {
  const heldOut = network?.heldOut ?? new Float64Array(0);
  if (heldOut.length === 0) return { threshold: -Infinity, falseNegatives: 0 };
  const rank = Math.max(1, Math.floor(allowed * (heldOut.length + 1)));
  return { threshold: heldOut[rank - 1], falseNegatives: rank / (heldOut.length + 1) };
}

const percent = (share: number): string => `${Number((100 * share).toPrecision(2))} %`;

function fewHeldOut(falseNegatives: number, allowed: number): string {
  return `About ${percent(falseNegatives)} of the valid simulations are left out instead of ${percent(allowed)}, as few of them could be held out to tell: simulate more, or raise allowedFalseNegatives.`;
}

function assertOptions(
  prior: Distribution,
  learned: Validity,
  { allowed, within }: { readonly allowed: number; readonly within: readonly Proposal[] },
): void {
  assert(
    learned.artifact.dim === prior.dim,
    "shape",
    "validity",
    () =>
      `expected a validity of ${prior.dim} parameters, got one of ${learned.artifact.dim}; learn it under this prior`,
  );
  assert(
    allowed > 0 && allowed < 1,
    "range",
    "validity",
    () => `expected allowedFalseNegatives between 0 and 1, got ${allowed}; 0.01 leaves out little`,
  );
  assert(
    within.every(({ truncates }) => truncates === "prior"),
    "argument",
    "validity",
    'expected truncations of the prior in within, got another proposal; pass those whose truncates is "prior"',
  );
}
