/** Whether the two networks are connected, and how little breaks the rhythm beside the way between them. */
import {
  highProbabilityPath,
  observationDistance,
  orthogonalWalk,
  simulateAlong,
  smallestPerturbation,
  type HighProbabilityPath,
  type SimulatedPath,
  type SmallestPerturbation,
  type Works,
} from "@retrodict/explore";
import { fromRows, gatherColumns, gatherRows, row, type Matrix, type Rng } from "retrodict";
import { features, isValid, observed, parameters } from "./crab.ts";
import type { Pair } from "./pair.ts";
import type { Predicted, Study } from "./predict.ts";

export interface Way {
  readonly path: HighProbabilityPath;
  readonly along: SimulatedPath;
  /** The share of simulations at each point that have a rhythm. */
  readonly rhythmic: Float64Array;
  /** The straight line between the two, simulated in the same way. */
  readonly straight: { readonly rhythmic: Float64Array; readonly share: Float64Array };
  /** The point of the path from which the circuit is left. */
  readonly from: number;
  readonly walk: { readonly points: Matrix; readonly distance: Float64Array };
  /** The share of simulations at each point of the walk that have a rhythm. */
  readonly leaving: Float64Array;
  readonly breaking: SmallestPerturbation;
}

const POINTS = 20;
/** The share of predictions that count as near the crab: of a draw of the posterior, most simulations do. */
const NEAR = 0.9;
/** Posterior standard deviations that the walk goes, and how many of its points are simulated. */
const [LENGTH, STOPS] = [4, 20];

export async function findWay(
  rng: Rng,
  study: Study,
  { predicted, pair: { a, b }, repeats }: WayOptions,
): Promise<Way> {
  const { kept, posterior, simulator } = study;
  const path = await kept.once("path", () =>
    highProbabilityPath(rng.fork("path"), posterior, a, b, { points: POINTS }),
  );
  const columns = features.map((_, j) => j);
  const valid = predicted.valid.flatMap((yes, i) => (yes ? [i] : []));
  const near = observationDistance(
    gatherColumns(gatherRows(predicted.x, valid), columns),
    observed,
    NEAR,
  );
  const along = async (name: string, points: Matrix) => {
    const every = kept.simulator(name, simulator);
    let rhythms = new Float64Array(0);
    const seen = await simulateAlong(
      rng.fork(name),
      {
        async simulateBatch(own, theta) {
          const { x } = await every.simulateBatch(own, theta);
          const works = isValid(x);
          rhythms = Float64Array.from({ length: points.rows }, (_, i) => {
            const mine = works.slice(i * repeats, (i + 1) * repeats);
            return mine.filter(Boolean).length / repeats;
          });
          return { x: gatherColumns(x, columns), failures: [] };
        },
      },
      points,
      near,
      { repeats },
    );
    return { ...seen, rhythmic: rhythms };
  };
  const { rhythmic, ...onPath } = await along("along", path.points);
  const onLine = await along("straight", straightLine(a, b));
  const from = steadiest(rhythmic);
  const walk = orthogonalWalk(posterior, path, { at: from / (POINTS - 1), length: LENGTH });
  const stops = Array.from({ length: STOPS }, (_, i) =>
    Math.round((i * (walk.points.rows - 1)) / (STOPS - 1)),
  );
  const stopped = {
    points: gatherRows(walk.points, stops),
    distance: Float64Array.from(stops, (i) => walk.distance[i]),
  };
  const leaving = await along("leaving", stopped.points);
  const breaking = await smallestPerturbation(
    rng.fork("breaking"),
    posterior,
    row(path.points, from).slice(),
    rhythmTest(study),
    { orthogonalTo: tangentAt(path.points, from), parameters, directions: 0 },
  );
  return {
    path,
    along: onPath,
    rhythmic,
    straight: { rhythmic: onLine.rhythmic, share: onLine.share },
    from,
    walk: stopped,
    leaving: leaving.rhythmic,
    breaking,
  };
}

interface WayOptions {
  readonly predicted: Predicted;
  readonly pair: Pair;
  readonly repeats: number;
}

/** Simulations that a failure is confirmed by, and how many of them must fail: noise alone stops few networks so often. */
const [CONFIRMED_BY, FAILURES] = [4, 3];

/**
 * Whether networks have a rhythm. A failure counts if most simulations under other noise fail too: among a thousand networks
 * tried, one fails by chance.
 */
function rhythmTest({ kept, simulator }: Study): Works {
  let asked = 0;
  return async (rng, theta) => {
    const name = `breaking-${asked++}`;
    const simulate = async (part: string, rows: Matrix) =>
      isValid(
        (await kept.simulator(`${name}-${part}`, simulator).simulateBatch(rng.fork(part), rows)).x,
      );
    const works = [...(await simulate("once", theta))];
    const doubtful = works.flatMap((yes, i) => (yes ? [] : [i]));
    const repeated = doubtful.flatMap((i) => Array.from({ length: CONFIRMED_BY }, () => i));
    if (repeated.length === 0) return works;
    const again = await simulate("again", gatherRows(theta, repeated));
    for (const [k, i] of doubtful.entries()) {
      const own = again.slice(k * CONFIRMED_BY, (k + 1) * CONFIRMED_BY);
      works[i] = own.filter((yes) => !yes).length < FAILURES;
    }
    return works;
  };
}

/** The point nearest to the middle of the path of those with the most rhythms. */
function steadiest(rhythmic: Float64Array): number {
  const most = Math.max(...rhythmic);
  const middle = (rhythmic.length - 1) / 2;
  return [...rhythmic.keys()]
    .filter((i) => rhythmic[i] === most)
    .reduce((best, i) => (Math.abs(i - middle) < Math.abs(best - middle) ? i : best));
}

function tangentAt(points: Matrix, i: number): Float64Array {
  const before = row(points, Math.max(i - 1, 0));
  return row(points, Math.min(i + 1, points.rows - 1)).map((value, j) => value - before[j]);
}

const straightLine = (a: Float64Array, b: Float64Array): Matrix =>
  fromRows(
    Array.from({ length: POINTS }, (_, i) =>
      a.map((value, j) => value + ((b[j] - value) * i) / (POINTS - 1)),
    ),
  );
