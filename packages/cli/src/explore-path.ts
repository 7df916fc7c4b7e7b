/** `explore path`: whether two draws of the posterior are connected, by its density and by simulations on the way. */
import {
  highProbabilityPath,
  observationDistance,
  simulateAlong,
  type HighProbabilityPath,
} from "@retrodict/explore";
import { gatherRows, row } from "@retrodict/matrix";
import { choice, stream } from "@retrodict/random";
import type { Rng } from "@retrodict/spec";
import { distantDraws } from "./distant-draws.ts";
import type { PathRecord } from "./exploration-record.ts";
import type { SimulatingOptions } from "./explore-options.ts";
import type { ExploredRun } from "./explored-run.ts";
import { fail } from "./fail.ts";
import { kept, keptAll, keptRows } from "./numbers-in-json.ts";
import { restoreSetup } from "./restore-setup.ts";
import { withPool } from "./setup.ts";

export interface PathOptions extends SimulatingOptions {
  /** Rows of the posterior draws, the first being 1; two distant ones where absent. */
  readonly from?: number;
  readonly to?: number;
  /** Whether to simulate on the way. */
  readonly simulate: boolean;
}

/** Simulations tell what the model does as a rule, and at so many points of the path so often. */
const PREDICTIONS = 200;
const POINTS = 20;
const REPEATS = 10;

export async function explorePath(run: ExploredRun, options: PathOptions): Promise<PathRecord> {
  const { samples, posterior } = run;
  const { seed, signal, onProgress } = options;
  const rng = stream(seed).fork("explore").fork("path");
  const [from, to] = endsOf(run, options);
  const path = await highProbabilityPath(
    rng.fork("path"),
    posterior,
    row(samples, from).slice(),
    row(samples, to).slice(),
    { signal, onProgress: (done, total) => onProgress("path", done, total) },
  );
  const simulated = options.simulate
    ? await simulatedOn(rng.fork("simulate"), path, run, options)
    : undefined;
  const { verdict, points, distance, logDensity, level, lowest } = path;
  return {
    seed,
    from: from + 1,
    to: to + 1,
    sentences: [
      `Draws ${from + 1} and ${to + 1} are ${path.length.toFixed(1)} standard deviations apart along the path. ${verdict.sentence}`,
      ...(simulated ? [simulated.verdict.sentence] : []),
    ],
    verdict,
    points: keptRows(points),
    distance: keptAll(distance),
    logDensity: keptAll(logDensity),
    level: kept(level),
    lowest: { theta: keptAll(lowest.theta), logDensity: kept(lowest.logDensity) },
    ...(simulated && { simulated }),
  };
}

export const pathLines = ({ sentences }: PathRecord): readonly string[] => sentences;

function endsOf(
  { samples, posterior, place: { name } }: ExploredRun,
  { from, to }: PathOptions,
): readonly [number, number] {
  if (samples.rows < 2)
    fail(
      "data",
      `${name}: a path is between two draws, got ${samples.rows}; infer with more --samples`,
    );
  if (from === undefined && to === undefined) return distantDraws(samples, posterior);
  if (from === undefined || to === undefined)
    return fail("argument", "a path has two ends; pass both --from and --to, or neither");
  for (const [flag, value] of Object.entries({ "--from": from, "--to": to }))
    if (value > samples.rows)
      fail(
        "range",
        `${flag} ${value}: ${name}/samples.csv has ${samples.rows} draws; choose from 1 to ${samples.rows}`,
      );
  if (from === to)
    fail("argument", `--from and --to both name draw ${from}; name two different ones`);
  return [from - 1, to - 1];
}

async function simulatedOn(
  rng: Rng,
  path: HighProbabilityPath,
  { record, place, samples, observed }: ExploredRun,
  { workers, io, signal, onProgress }: PathOptions,
): Promise<PathRecord["simulated"]> {
  const setup = await restoreSetup(record, place, { workers, io });
  const last = path.points.rows - 1;
  const at = Uint32Array.from({ length: POINTS }, (_, k) => Math.round((k * last) / (POINTS - 1)));
  const predicted = choice(rng.fork("draws"), samples.rows, Math.min(PREDICTIONS, samples.rows));
  return withPool(setup, "summary", async (pool) => {
    const { x } = await pool.simulateBatch(rng.fork("predict"), gatherRows(samples, predicted), {
      signal,
      onProgress: (done, total) => onProgress("predict", done, total),
    });
    const near = observationDistance(x, observed);
    const { share, verdict } = await simulateAlong(
      rng.fork("along"),
      pool,
      gatherRows(path.points, at),
      near,
      {
        repeats: REPEATS,
        signal,
        onProgress: (done, total) => onProgress("simulate", done, total),
      },
    );
    return {
      verdict,
      repeats: REPEATS,
      distance: Array.from(at, (i) => kept(path.distance[i])),
      share: keptAll(share),
    };
  });
}
