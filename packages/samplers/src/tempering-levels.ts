/*
 * The distributions between start and target, start^(1 − power) · target^power, each with its own chains, and the swaps
 * of states between neighbours.
 */
import { row, stackRows } from "@retrodict/matrix";
import type { Distribution, LogDensity, Matrix, Rng } from "@retrodict/spec";
import { directionsOf, SEARCHING } from "./slice-directions.ts";
import type { ChainState, Direction } from "./slice-sweep.ts";
import { chainStarts } from "./chain-starts.ts";
import type { StartPool } from "./start-pool.ts";
import { unconstrained, type Unconstrained } from "./unconstrained.ts";

export interface Level {
  readonly target: Unconstrained;
  readonly state: ChainState;
  directions: readonly Direction[];
  /** Positions since the directions were learned. */
  recent: Matrix[];
}

export interface Bridge {
  readonly target: LogDensity;
  readonly start: Distribution;
  /** From 0, the start, to 1, the target; they may be changed in place. */
  readonly powers: Float64Array;
}

/** A level of the bridge, begun from the pool weighted as the level asks. */
export function level(
  rng: Rng,
  pool: StartPool,
  { bridge, chains, k }: { readonly bridge: Bridge; readonly chains: number; readonly k: number },
): Level {
  const target = unconstrained(between(bridge, k));
  const power = bridge.powers[k];
  const weighted = { ...pool, logWeights: pool.logWeights.map((weight) => power * weight) };
  const { positions, covariance } = chainStarts(rng, weighted, { target, chains });
  return {
    target,
    state: { positions, logDensity: target.logDensity(positions) },
    directions: directionsOf(covariance, SEARCHING),
    recent: [],
  };
}

function between({ target, start, powers }: Bridge, k: number): LogDensity {
  // The last is the target itself, which may have mass where the start has none.
  if (k === powers.length - 1) return target;
  return {
    dim: target.dim,
    support: target.support,
    logDensity(theta) {
      const by = start.logDensity(theta);
      return target
        .logDensity(theta)
        .map(
          (value, i) => (1 - powers[k]) * by[i] + (value === -Infinity ? value : powers[k] * value),
        );
    },
  };
}

/** What the first level, of power 0, is given for every sweep: draws from the start itself. */
export function refresh(rng: Rng, { state, target }: Level, start: Distribution): void {
  const theta = start.sample(rng, state.positions.rows);
  state.positions.data.set(target.fromTheta(theta).data);
  state.logDensity.set(target.logDensity(state.positions));
}

/**
 * Proposes to swap neighbours, every second pair from `first` on, chain by chain. Returns the mean acceptance of each
 * pair, NaN for those not tried.
 */
export function swapNeighbours(
  rngs: readonly Rng[],
  levels: readonly Level[],
  { bridge, first }: { readonly bridge: Bridge; readonly first: 0 | 1 },
): Float64Array {
  const chains = rngs.length;
  const ratios = logRatios(levels, bridge);
  const accepted = new Float64Array(levels.length - 1).fill(NaN);
  for (let k = first; k + 1 < levels.length; k += 2) {
    const [a, b] = [levels[k].state.positions, levels[k + 1].state.positions];
    const distance = bridge.powers[k + 1] - bridge.powers[k];
    accepted[k] = 0;
    for (let c = 0; c < chains; c++) {
      const gain = distance * (ratios[k * chains + c] - ratios[(k + 1) * chains + c]);
      const chance = Number.isNaN(gain) ? 0 : Math.min(1, Math.exp(gain));
      accepted[k] += chance / chains;
      if (!(rngs[c].uniform() < chance)) continue;
      const kept = row(a, c).slice();
      row(a, c).set(row(b, c));
      row(b, c).set(kept);
    }
  }
  for (const { state, target } of levels) state.logDensity.set(target.logDensity(state.positions));
  return accepted;
}

/** `log target − log start` of all levels' positions, level by level; minus infinity where there is no state. */
function logRatios(levels: readonly Level[], { target, start }: Bridge): Float64Array {
  const z = stackRows(...levels.map(({ state }) => state.positions));
  const theta = levels[0].target.toTheta(z);
  const by = start.logDensity(theta);
  return target.logDensity(theta).map((value, i) => {
    const there = row(z, i).every((coordinate) => Number.isFinite(coordinate));
    return there && Number.isFinite(value) ? value - by[i] : -Infinity;
  });
}
