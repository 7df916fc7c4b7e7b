import { assertCount } from "@retrodict/check";
import { covariance, matrix, stackRows } from "@retrodict/matrix";
import { pacer } from "@retrodict/nn";
import type { Draws, LogDensity, Matrix, Rng, Sampler, SamplingOptions } from "@retrodict/spec";
import { chainDraws, noStart } from "./chain-draws.ts";
import { directionsOf, SEARCHING, sweepOnce, widened } from "./slice-directions.ts";
import { startPool } from "./start-pool.ts";
import { respaced } from "./temperature-ladder.ts";
import { level, refresh, swapNeighbours, type Bridge, type Level } from "./tempering-levels.ts";

export interface TemperedOptions {
  /** Distributions from start to target, both included; 8 by default. */
  readonly levels?: number;
  /** Chains of each, in lock step; 16 by default. */
  readonly chains?: number;
  /** Sweeps before the first draw that is kept, in which powers, directions and widths are learned; 90 by default. */
  readonly warmUp?: number;
}

/** Stretches of the warm-up after which powers and directions are learned anew. */
const EPOCHS = 3;
/** Sweeps kept of each chain at least. */
const LEAST_SWEEPS = 20;
/** Swaps between two neighbours rarer than this hold all up. */
const LEAST_SWAPS = 0.1;

/**
 * Parallel tempering (Geyer 1991) along the powers start^(1 − b) · target^b, with slices within a level and swaps
 * between neighbours in turns, even and odd, which carry states from end to end faster than chance (Syed et al. 2022).
 * The first level is drawn from the start anew in every sweep. For modes that no other sampler can go between, at the
 * price of so many levels.
 */
export function tempered({ levels = 8, chains = 16, warmUp = 90 }: TemperedOptions = {}): Sampler {
  assertCount(levels, "levels", "samplers", 2);
  assertCount(chains, "chains", "samplers", 2);
  assertCount(warmUp, "warmUp", "samplers", 0);
  return Object.freeze<Sampler>({
    name: "tempered",
    citations: [
      {
        title: "Non-reversible parallel tempering: a scalable highly parallel MCMC scheme",
        authors: "Syed, S., Bouchard-Côté, A., Deligiannidis, G. and Doucet, A.",
        year: 2022,
        doi: "10.1111/rssb.12464",
      },
    ],
    sample: (rng, target, n, options) =>
      sampleTempered(rng, target, n, { levels, chains, warmUp, ...options }),
  });
}

async function sampleTempered(
  rng: Rng,
  target: LogDensity,
  n: number,
  options: Required<TemperedOptions> & SamplingOptions,
): Promise<Draws> {
  const { chains, warmUp, start, signal, onProgress } = options;
  assertCount(n, "n", "samplers", 0);
  const pool = startPool(rng.fork("pool"), target, { start });
  if (pool.theta.rows === 0) return noStart(target.dim, n, pool.drawn);
  const last = options.levels - 1;
  // Cubed at first: the start is left in small steps.
  const powers = Float64Array.from({ length: options.levels }, (_, k) => (k / last) ** 3);
  const bridge: Bridge = { target, start, powers };
  const levels = Array.from(powers, (_, k) =>
    level(rng.fork("level").fork(k), pool, { bridge, chains, k }),
  );
  const rngs = Array.from({ length: chains }, (_, c) => rng.fork("chain").fork(c));
  const [order, fresh] = [rng.fork("order"), rng.fork("fresh")];
  const kept = Math.max(LEAST_SWEEPS, Math.ceil(n / chains));
  const epoch = Math.ceil(warmUp / EPOCHS);
  const pace = pacer();
  const positions: Matrix[] = [];
  let swaps = meanSwaps(last);
  for (let sweep = 0; sweep < warmUp + kept; sweep++) {
    if (signal?.aborted) break;
    const warming = sweep < warmUp;
    if (sweep === warmUp) swaps = meanSwaps(last);
    refresh(fresh, levels[0], start);
    for (const one of levels.slice(1)) advance(one, warming);
    swaps.add(swapNeighbours(rngs, levels, { bridge, first: sweep % 2 === 0 ? 0 : 1 }));
    if (warming && (sweep + 1) % epoch === 0) {
      for (const one of levels.slice(1)) learn(one);
      // The last stretch is for directions under the powers as they stay.
      if (sweep + 1 + epoch <= warmUp) powers.set(respaced(powers, swaps.rejections()));
      for (const { state, target: own } of levels) {
        state.logDensity.set(own.logDensity(state.positions));
      }
      swaps = meanSwaps(last);
    }
    if (!warming) positions.push(copied(levels[last].state.positions));
    onProgress?.(Math.min(n, positions.length * chains), n);
    await pace();
  }
  const visited = levels[last].target.toTheta(stackRows(matrix(0, target.dim), ...positions));
  const rarest = 1 - Math.max(...swaps.rejections());
  return chainDraws(
    { positions: visited, chains },
    {
      n,
      diagnostics: { levels: options.levels, swaps: rarest },
      warnings:
        rarest < LEAST_SWAPS
          ? [
              `Only ${(100 * rarest).toFixed(1)} % of the swaps between two levels were accepted, so that modes may not be visited in their proportions; raise levels.`,
            ]
          : [],
    },
  );

  function advance(one: Level, warming: boolean): void {
    const lengths = sweepOnce(rngs, { ...one, order });
    if (!warming) return;
    one.directions = one.directions.map((direction, j) => widened(direction, lengths[j]));
    one.recent.push(copied(one.state.positions));
  }
}

/** Directions from the positions since they were last learned. */
function learn(one: Level): void {
  one.directions = directionsOf(covariance(stackRows(...one.recent)), SEARCHING);
  one.recent = [];
}

const copied = ({ rows, cols, data }: Matrix): Matrix => matrix(rows, cols, data.slice());

/** Means of what `swapNeighbours` returns, pair by pair. */
function meanSwaps(pairs: number) {
  const [sums, counts] = [new Float64Array(pairs), new Float64Array(pairs)];
  return {
    add(accepted: Float64Array): void {
      accepted.forEach((share, k) => {
        if (Number.isNaN(share)) return;
        sums[k] += share;
        counts[k]++;
      });
    },
    rejections: (): Float64Array =>
      sums.map((sum, k) => (counts[k] === 0 ? 1 : 1 - sum / counts[k])),
  };
}
