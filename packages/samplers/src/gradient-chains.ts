/*
 * Chains that follow gradients, in unconstrained space whitened by the target's covariance, where a unit mass suits. The
 * step size, one for all chains, is adapted by dual averaging during the warm-up, in whose epochs the covariance is
 * learned anew, and with it a proposal of jumps; then all stay as they are.
 */
import { assertCount } from "@retrodict/check";
import { covariance, matrix, row, stackRows } from "@retrodict/matrix";
import { pacer } from "@retrodict/nn";
import type {
  DifferentiableLogDensity,
  Distribution,
  Draws,
  Matrix,
  Rng,
  SamplingOptions,
} from "@retrodict/spec";
import { chainDraws, noStart } from "./chain-draws.ts";
import { chainStarts, type ChainStarts } from "./chain-starts.ts";
import { dualAveraging } from "./dual-averaging.ts";
import { jumpProposal, jumps } from "./jumps.ts";
import { walkTogether, type Walk } from "./lockstep.ts";
import type { Place } from "./phase-point.ts";
import { assertDifferentiable } from "./sampled-posterior.ts";
import { startPool } from "./start-pool.ts";
import { differentiableUnconstrained, type DifferentiableUnconstrained } from "./unconstrained.ts";
import { whitening, type Whitening } from "./whitening.ts";

/** What one step of a chain came to. */
export interface Transition {
  readonly place: Place;
  /** Mean acceptance of its points, between 0 and 1. */
  readonly acceptance: number;
  readonly divergent: boolean;
  readonly leapfrogs: number;
}

export interface GradientChainsOptions extends SamplingOptions {
  readonly chains: number;
  readonly warmUp: number;
  /** The mean acceptance the step size is tuned to. */
  readonly acceptance: number;
  /** A transition with leapfrog steps of a size. */
  readonly transition: (rng: Rng, place: Place, step: number) => Walk<Transition>;
  /** What errors call the sampler. */
  readonly name: string;
}

const EPOCHS = 3;
/** Jumps after every transition. */
const JUMPS = 4;
const FIRST_STEP = 0.5;
const LEAST_DRAWS = 20;

/** Draws of chains that make such transitions. */
export async function gradientChains(
  rng: Rng,
  target: DifferentiableLogDensity,
  n: number,
  options: GradientChainsOptions,
): Promise<Draws> {
  const { chains, warmUp, acceptance, transition, name, start, signal, onProgress } = options;
  assertCount(n, "n", "samplers", 0);
  assertDifferentiable(target, name);
  const free = differentiableUnconstrained(target);
  const pool = startPool(rng.fork("pool"), target, { start });
  if (pool.theta.rows === 0) return noStart(target.dim, n, pool.drawn);
  const starts = chainStarts(rng, pool, { target: free, chains });
  const rngs = Array.from({ length: chains }, (_, c) => rng.fork("chain").fork(c));
  const pace = pacer();
  const kept = Math.max(LEAST_DRAWS, Math.ceil(n / chains));
  let space = whitenedBy(starts, free);
  let places = placesAt(starts.positions, space);
  let tuning = dualAveraging(FIRST_STEP, acceptance);
  let recent: Matrix[] = [];
  const positions: Matrix[] = [];
  let proposal: Distribution | undefined;
  let [divergences, leapfrogs, accepted, jumped] = [0, 0, 0, 0];
  for (let draw = 0; draw < warmUp + kept; draw++) {
    if (signal?.aborted) break;
    const warming = draw < warmUp;
    const step = warming ? tuning.step() : tuning.settled();
    const walks = places.map((place, c) => transition(rngs[c], place, step));
    const made = walkTogether(walks, (points) => space.evaluate(points));
    places = made.map(({ place }) => place);
    const mean = made.reduce((sum, one) => sum + one.acceptance / chains, 0);
    const now = space.map.toFree(stacked(places));
    if (proposal !== undefined) {
      const state = { positions: now, logDensity: Float64Array.from(places, logDensityOf) };
      const moved = jumps(rngs, free, state, { proposal, count: JUMPS });
      if (moved > 0) places = placesAt(now, space);
      if (!warming) jumped += moved / (JUMPS * chains);
    }
    if (warming) {
      tuning.update(mean);
      recent.push(now);
      if ((draw + 1) % Math.ceil(warmUp / EPOCHS) === 0 && draw + 1 < warmUp) {
        const visited = stackRows(...recent);
        proposal = jumpProposal(rng.fork("kernels").fork(draw), visited);
        space = whitenedBy(
          { positions: visited, covariance: regularized(covariance(visited)) },
          free,
        );
        places = placesAt(now, space);
        tuning = dualAveraging(tuning.settled(), acceptance);
        recent = [];
      }
    } else {
      positions.push(now);
      divergences += made.filter(({ divergent }) => divergent).length;
      leapfrogs += made.reduce((sum, one) => sum + one.leapfrogs, 0);
      accepted += mean;
    }
    onProgress?.(Math.min(n, positions.length * chains), n);
    await pace();
  }
  const visited = free.toTheta(stackRows(matrix(0, target.dim), ...positions));
  return chainDraws(
    { positions: visited, chains },
    {
      n,
      diagnostics: {
        divergences,
        jumps: jumped / Math.max(1, positions.length),
        stepSize: tuning.settled(),
        acceptanceRate: accepted / Math.max(1, positions.length),
        leapfrogsPerDraw: leapfrogs / Math.max(1, positions.length * chains),
      },
      warnings:
        divergences > 0
          ? [
              `${divergences} of ${positions.length * chains} transitions diverged: the density changes faster than the steps can follow, and what lies there may be missed; raise acceptance towards 1, or use slice().`,
            ]
          : [],
    },
  );
}

interface WhitenedSpace {
  readonly map: Whitening;
  evaluate(points: Matrix): { readonly logDensity: Float64Array; readonly grad: Matrix };
}

function whitenedBy(positions: ChainStarts, free: DifferentiableUnconstrained): WhitenedSpace {
  const map = whitening(positions);
  return {
    map,
    evaluate(points) {
      const { logDensity, grad } = free.logDensityGrad(map.toFree(points));
      return { logDensity, grad: map.pullback(grad) };
    },
  };
}

function placesAt(z: Matrix, space: WhitenedSpace): readonly Place[] {
  const y = space.map.fromFree(z);
  const { logDensity, grad } = space.evaluate(y);
  return Array.from({ length: y.rows }, (_, c) => ({
    position: row(y, c).slice(),
    logDensity: logDensity[c],
    grad: row(grad, c).slice(),
  }));
}

const logDensityOf = ({ logDensity }: Place): number => logDensity;

const stacked = (places: readonly Place[]): Matrix =>
  stackRows(...places.map(({ position }) => matrix(1, position.length, position)));

/** Chains that have not moved in some direction must not stop all from moving there. */
function regularized(found: Matrix): Matrix {
  const { rows, cols, data } = found;
  const trace = Array.from({ length: rows }, (_, j) => data[j * (cols + 1)]).reduce(
    (a, b) => a + b,
    0,
  );
  const ridge = (1e-8 * trace) / rows + Number.MIN_VALUE;
  return matrix(
    rows,
    cols,
    data.map((value, at) => value + (at % (cols + 1) === 0 ? ridge : 0)),
  );
}
