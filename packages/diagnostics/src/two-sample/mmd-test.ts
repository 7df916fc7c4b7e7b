import { assertCount, refuseIfAborted } from "@retrodict/check";
import { pacer } from "@retrodict/nn";
import { choice } from "@retrodict/random";
import type { Matrix, Rng, RunOptions } from "@retrodict/spec";
import { formatPValue, LEVEL } from "../significance.ts";
import type { Verdict } from "../types.ts";
import { gaussianKernel } from "./gaussian-kernel.ts";
import type { MmdOptions } from "./mmd.ts";
import { biasedFrom } from "./pair-sums.ts";
import { pooled } from "./pooled.ts";
import { subsetSums } from "./subset-sums.ts";

export interface MmdTestOptions extends MmdOptions, RunOptions {
  /** Random exchanges of points between the samples; 199 by default. */
  readonly permutations?: number;
}

export interface MmdTest {
  /** The biased estimate of the squared maximum mean discrepancy; a sample may be a single point. */
  readonly statistic: number;
  /** The same after each random exchange. */
  readonly nullStatistics: Float64Array;
  /** Chance of a statistic at least as large if both samples have the same law; valid for any number of points. */
  readonly pValue: number;
  readonly bandwidth: number;
  readonly verdict: Verdict;
}

/** Divisions with the same discrepancy, such as both samples exchanged, differ by rounding; they count as ties. */
const ROUNDING = 1e-12;

/**
 * Tests by random exchanges of points whether two samples (`m × d` and `n × d`) have the same law (Gretton et al.
 * 2012). Takes time of order (m + n)² + permutations · min(m, n)². `onProgress` counts points. Throws
 * `RetrodictError` on misuse and "aborted" once `signal` is.
 */
export async function mmdTest(
  rng: Rng,
  x: Matrix,
  y: Matrix,
  options: MmdTestOptions = {},
): Promise<MmdTest> {
  const { permutations = 199, signal, onProgress } = options;
  assertCount(permutations, "permutations", "diagnostics");
  const points = pooled(x, y);
  const kernel = gaussianKernel(points, options.bandwidth);
  const tally = subsetSums(exchanges(rng, x.rows, y.rows, permutations), points.rows);
  const pace = pacer();
  for (let i = 0; i < points.rows; i++) {
    tally.add(i, kernel.before(i));
    onProgress?.(i + 1, points.rows);
    await pace();
    refuseIfAborted(signal, "diagnostics");
  }
  const [statistic, ...nullStatistics] = tally.sums().map(biasedFrom);
  const exceeding = nullStatistics.filter((value) => value >= statistic - ROUNDING).length;
  const pValue = (1 + exceeding) / (1 + permutations);
  return Object.freeze({
    statistic,
    nullStatistics: Float64Array.from(nullStatistics),
    pValue,
    bandwidth: kernel.bandwidth,
    verdict: judge(pValue, Math.min(1 + permutations, splits(x.rows, y.rows))),
  });
}

/** The points of the smaller sample, and as many at random for each exchange: which is called x changes nothing. */
function exchanges(rng: Rng, m: number, n: number, permutations: number): readonly Uint32Array[] {
  const size = Math.min(m, n);
  const first = m <= n ? 0 : m;
  return [
    Uint32Array.from({ length: size }, (_, i) => first + i),
    ...Array.from({ length: permutations }, (_, p) => choice(rng.fork(p), m + n, size).sort()),
  ];
}

/** Ways to divide m + n points in m and n, up to where it no longer matters. */
function splits(m: number, n: number): number {
  let count = 1;
  for (let k = 1; k <= Math.min(m, n) && count * LEVEL < 1; k++) count *= (m + n + 1 - k) / k;
  return count;
}

function judge(pValue: number, outcomes: number): Verdict {
  const p = formatPValue(pValue);
  if (pValue <= LEVEL) {
    const sentence = `The samples differ by more than random exchanges of their points explain (${p}): compare their marginals and pairs to see where.`;
    return { outcome: "fail", sentence };
  }
  if (outcomes * LEVEL < 1) {
    const sentence = `Too few points or exchanges to tell (${p}); draw more of both.`;
    return { outcome: "unclear", sentence };
  }
  return {
    outcome: "pass",
    sentence: `Random exchanges of points between the samples explain their difference (${p}).`,
  };
}
