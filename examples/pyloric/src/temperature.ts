/** Which of the crab's networks keep their rhythm from 283 K to 299 K, and what that asks of temperature coefficients. */
import {
  columnMeans,
  columnStds,
  gatherColumns,
  gatherRows,
  priorFrom,
  stackRows,
  transpose,
  type Matrix,
  type Rng,
} from "retrodict";
import { isValid, parameters, warmParameters, warmPool } from "./crab.ts";
import type { Predicted, Study } from "./predict.ts";

export interface Warmed {
  /** Networks with temperature coefficients, one per row of theta, and at each temperature (K) whether it has a rhythm. */
  readonly theta: Matrix;
  readonly temperatures: readonly number[];
  readonly works: readonly (readonly boolean[])[];
  /** Median cycle period at each temperature, ms, of networks that have a rhythm there. */
  readonly periods: readonly number[];
  /** How many networks are tried, and how many keep the rhythm at every temperature with some coefficients. */
  readonly networks: number;
  readonly robust: number;
  /** Shift of each coefficient's mean in networks that work at the highest temperature, in its prior's standard deviations, and its error. */
  readonly coefficients: { readonly values: Float64Array; readonly errors: Float64Array };
}

export const q10s = warmParameters.slice(parameters.length);
const temperatures = [283, 287, 291, 295, 299];
/** Sets of coefficients that each network is tried with. */
const SETS = 5;

/** Networks of the posterior that are near the crab, with coefficients from their prior. */
export async function warm(
  rng: Rng,
  { kept }: Study,
  { predicted, variants, workers }: WarmOptions,
): Promise<Warmed> {
  const { theta, deviation } = predicted;
  const networks = Math.max(1, Math.floor(variants / SETS));
  const near = [...deviation.keys()].sort((i, j) => deviation[i] - deviation[j]).slice(0, networks);
  const rows = near.flatMap((i) => Array.from({ length: SETS }, () => i));
  const coefficients = priorFrom(q10s).sample(rng.fork("coefficients"), rows.length);
  const all = transpose(stackRows(transpose(gatherRows(theta, rows)), transpose(coefficients)));
  const works: (readonly boolean[])[] = [];
  const periods: number[] = [];
  for (const temperature of temperatures) {
    const pool = await warmPool(temperature, workers);
    const { x } = await kept
      .simulator(`at-${temperature}`, pool)
      .simulateBatch(rng.fork("simulations"), all);
    await pool.close();
    const here = isValid(x);
    works.push(here);
    const own = gatherColumns(x, [0]).data.filter((_, i) => here[i]);
    periods.push(own.toSorted()[own.length >> 1] ?? Number.NaN);
  }
  const throughout = rows.map((_, i) => works.every((here) => here[i]));
  const robust = near.filter((_, k) =>
    throughout.slice(SETS * k, SETS * (k + 1)).some(Boolean),
  ).length;
  const hot = works[works.length - 1];
  return {
    theta: all,
    temperatures,
    works,
    periods,
    networks: near.length,
    robust,
    coefficients: shifts(coefficients, hot),
  };
}

interface WarmOptions {
  readonly predicted: Predicted;
  readonly variants: number;
  readonly workers: number;
}

function shifts(coefficients: Matrix, works: readonly boolean[]) {
  const kept = gatherRows(
    coefficients,
    works.flatMap((yes, i) => (yes ? [i] : [])),
  );
  const [all, spread] = [columnMeans(coefficients), columnStds(coefficients)];
  if (kept.rows < 2) {
    const none = new Float64Array(coefficients.cols).fill(Number.NaN);
    return { values: none, errors: none };
  }
  const [means, stds] = [columnMeans(kept), columnStds(kept)];
  return {
    values: means.map((mean, j) => (mean - all[j]) / spread[j]),
    errors: stds.map((std, j) => std / spread[j] / Math.sqrt(kept.rows)),
  };
}
