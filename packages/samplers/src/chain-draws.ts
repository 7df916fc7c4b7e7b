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

/** Of rank-normalised split chains, for four of them (Vehtari et al. 2021). */
const LARGEST_R_HAT = 1.01;
/** The effective draws from which R-hat and ESS themselves are reliable (ibid., section 4). */
const LEAST_ESS = 400;
/**
 * Many short chains differ by chance more than the bound for four allows; in groups they are four long ones
 * (Margossian et al. 2024, "nested R-hat").
 */
const MOST_GROUPS = 4;
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

/** Worst R-hat, of groups of chains, and least bulk effective sample size of a dimension; NaN for chains too short to tell. */
export function convergence({ positions, chains }: Chains): {
  readonly rHat: number;
  readonly ess: number;
} {
  const sweeps = Math.floor(positions.rows / chains);
  if (sweeps < SHORTEST) return { rHat: NaN, ess: NaN };
  const dims = Array.from({ length: positions.cols }, (_, j) => j);
  const groups = groupsOf(chains);
  return {
    rHat: Math.max(...dims.map((j) => rHat(sequences(j, groups)))),
    ess: Math.min(...dims.map((j) => effectiveSampleSize(sequences(j, chains)))),
  };

  /** Coordinate `j`, one row a chain or, where `count` divides the number of chains, a group of them in step. */
  function sequences(j: number, count: number): Matrix {
    const length = (sweeps * chains) / count;
    const out = matrix(count, length);
    for (let c = 0; c < count; c++) {
      for (let t = 0; t < length; t++) {
        out.data[c * length + t] = positions.data[(t * count + c) * positions.cols + j];
      }
    }
    return out;
  }
}

/** The largest number of equal groups, up to four; each chain by itself where they cannot be grouped. */
function groupsOf(chains: number): number {
  const fitting = [MOST_GROUPS, 3, 2].find((count) => chains % count === 0);
  return fitting ?? chains;
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
