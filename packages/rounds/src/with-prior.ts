import { assert } from "@retrodict/check";
import { matrix, row } from "@retrodict/matrix";
import type { Distribution, Draws, Matrix, Proposal, Rng, RunOptions } from "@retrodict/spec";

export interface WithPriorOptions {
  /** Normalised, as those of `@retrodict/distributions` are. */
  readonly prior: Distribution;
  /** Of the draws, how many come from the prior; between 0 and 1. */
  readonly share: number;
}

/**
 * A defensive mixture (Hesterberg 1995): some draws from the prior, the others from the proposal, so that weights
 * `prior / proposal` are never above `1 / share` and a fit that missed a mode can still find it. Its log-density is
 * that of the mixture; an `argument` error where the proposal's is known up to a constant only. The prior stays itself.
 */
export function withPrior(
  proposal: Proposal | "prior",
  { prior, share }: WithPriorOptions,
): Proposal | "prior" {
  assert(
    share > 0 && share < 1,
    "range",
    "rounds",
    () => `expected share between 0 and 1, got ${share}; 0.1 leaves most draws to the proposal`,
  );
  if (proposal === "prior") return proposal;
  const { normalized } = proposal;
  const wider = (edge: "lower" | "upper", widest: (a: number, b: number) => number) =>
    prior.support[edge].map((value, i) => widest(value, proposal.support[edge][i]));
  return Object.freeze<Proposal>({
    dim: prior.dim,
    support: { lower: wider("lower", Math.min), upper: wider("upper", Math.max) },
    normalized,
    logDensity(theta: Matrix) {
      assert(
        normalized,
        "argument",
        "rounds",
        "expected a normalised proposal to know the density of its mixture with the prior, got one known up to a constant; use an algorithm that asks for no density, such as snle",
      );
      const fromProposal = proposal.logDensity(theta);
      return prior
        .logDensity(theta)
        .map((log, i) => logSum(Math.log(share) + log, Math.log1p(-share) + fromProposal[i]));
    },
    sample: (rng, n, options) => mixedDraws(rng, n, { proposal, prior, share, ...options }),
  });
}

async function mixedDraws(
  rng: Rng,
  n: number,
  {
    proposal,
    prior,
    share,
    ...options
  }: WithPriorOptions & { readonly proposal: Proposal } & RunOptions,
): Promise<Draws> {
  const which = rng.fork("which");
  const isPrior = Array.from({ length: n }, () => which.uniform() < share);
  const wanted = isPrior.filter(Boolean).length;
  const priorDraws = prior.sample(rng.fork("prior"), wanted);
  const drawn = await proposal.sample(rng.fork("proposal"), n - wanted, options);
  const sources = [rowsOf(drawn.samples), rowsOf(priorDraws)];
  const rows: Float64Array[] = [];
  for (const prior of isPrior) {
    const next = sources[Number(prior)].next();
    // Where the proposal's budget ran out the mixture ends: more of the prior would be another mixture.
    if (next.done) break;
    rows.push(next.value);
  }
  const samples = matrix(rows.length, prior.dim);
  rows.forEach((values, i) => row(samples, i).set(values));
  return { ...drawn, samples };
}

function* rowsOf(draws: Matrix): Generator<Float64Array, undefined> {
  for (let i = 0; i < draws.rows; i++) yield row(draws, i);
}

/** log(eᵃ + eᵇ), minus infinity where both are. */
function logSum(a: number, b: number): number {
  const most = Math.max(a, b);
  return most === -Infinity ? most : most + Math.log1p(Math.exp(-Math.abs(a - b)));
}
