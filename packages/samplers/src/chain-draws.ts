/*
 * What every Markov chain sampler gives back: draws of all chains, interleaved so that any stretch holds all of them,
 * with R-hat, effective sample size and a verdict in words.
 */
import { gatherRows, matrix } from "@retrodict/matrix";
import type { Draws, Matrix } from "@retrodict/spec";
import { effectiveSampleSize, rHat } from "@retrodict/stats";

/** Positions of chains after every kept sweep: draw `t` of chain `c` is row `t · chains + c`. */
export interface Chains {
  readonly positions: Matrix;
  readonly chains: number;
}

export interface ChainDrawsOptions {
  /** Draws asked for; evenly spaced ones are returned where the chains have more. */
  readonly n: number;
  /** Further diagnostics, and warnings that go with them. */
  readonly diagnostics?: Readonly<Record<string, number>>;
  readonly warnings?: readonly string[];
}

/** Of rank-normalised split chains (Vehtari et al. 2021). */
const LARGEST_R_HAT = 1.01;
/** The effective draws from which R-hat and ESS themselves are reliable (ibid., section 4). */
const LEAST_ESS = 400;
/** Draws of a chain from which R-hat and ESS are computed. */
const SHORTEST = 4;

/** Draws and diagnostics of chains in theta. */
export function chainDraws(
  { positions, chains }: Chains,
  { n, diagnostics = {}, warnings = [] }: ChainDrawsOptions,
): Draws {
  const sweeps = Math.floor(positions.rows / chains);
  const { ess, rHat: worst } = convergence({ positions, chains });
  const available = sweeps * chains;
  const kept = Math.min(n, available);
  const rows = Uint32Array.from({ length: kept }, (_, i) => Math.floor((i * available) / kept));
  return {
    samples: gatherRows(positions, rows),
    diagnostics: { requested: n, chains, sweeps, rHat: worst, ess, ...diagnostics },
    warnings: [...warnings, ...verdict(worst, ess), ...shortage(kept, n)],
  };
}

/** Nothing was drawn, as nothing could be started. */
export function noStart(dim: number, n: number, drawn: number): Draws {
  return {
    samples: matrix(0, dim),
    diagnostics: { requested: n, chains: 0, rHat: NaN, ess: 0 },
    warnings: [
      `No point of the posterior was found among ${drawn} draws to start from; check the observation, or start from a narrower distribution.`,
    ],
  };
}

/** Worst R-hat and least bulk effective sample size of a dimension; NaN for chains too short to tell. */
export function convergence({ positions, chains }: Chains): {
  readonly rHat: number;
  readonly ess: number;
} {
  const sweeps = Math.floor(positions.rows / chains);
  if (sweeps < SHORTEST) return { rHat: NaN, ess: NaN };
  const dims = Array.from({ length: positions.cols }, (_, j) => chainsOf(j));
  return {
    rHat: Math.max(...dims.map((own) => rHat(own))),
    ess: Math.min(...dims.map((own) => effectiveSampleSize(own))),
  };

  function chainsOf(j: number): Matrix {
    const out = matrix(chains, sweeps);
    for (let c = 0; c < chains; c++) {
      for (let t = 0; t < sweeps; t++) {
        out.data[c * sweeps + t] = positions.data[(t * chains + c) * positions.cols + j];
      }
    }
    return out;
  }
}

function verdict(worst: number, ess: number): readonly string[] {
  if (Number.isNaN(worst)) {
    return ["The chains are too short, or did not move, to tell whether they agree; draw more."];
  }
  return [
    ...(worst > LARGEST_R_HAT
      ? [
          `R-hat is ${worst.toFixed(3)}: the chains do not agree; draw more, warm up for longer, or use tempered() if modes are separated.`,
        ]
      : []),
    ...(ess < LEAST_ESS
      ? [`The draws are worth only ${Math.round(ess)} independent ones; draw more.`]
      : []),
  ];
}

const shortage = (kept: number, n: number): readonly string[] =>
  kept < n ? [`Only ${kept} of ${n} draws were made before the run was stopped.`] : [];
