/*
 * Tests of accuracy with random points (Lemos, Coogan, Hezaveh & Perreault-Levasseur, "Sampling-based accuracy testing
 * of posterior estimators for general inference", 2023): around any reference point that the truth did not choose, the
 * ball that reaches the truth holds a share of the posterior that is uniform. It needs draws only. Among finitely many
 * draws that share is a rank, and as exactly uniform as others, so the bands are exact and nothing is bootstrapped.
 */
import { assert, assertMatrix } from "@retrodict/check";
import { columnMeans, columnStds, matrix, row, stackRows } from "@retrodict/matrix";
import type { Matrix, Rng } from "@retrodict/spec";
import { calibrationCurves } from "./calibration-curve.ts";
import { curveVerdict } from "./curve-verdict.ts";
import { farthest } from "./curve-words.ts";
import type { CoverageResult } from "./expected-coverage.ts";
import { randomRank } from "./random-rank.ts";
import { describeShape, rankShape, type ShapeWords } from "./rank-shape.ts";
import type { CalibrationCurve, JudgeOptions, PartsOfTrials } from "./types.ts";

export interface TarpOptions extends JudgeOptions {
  /**
   * One point a trial, chosen without knowledge of its truth; uniform in a box around all truths and draws by default.
   * Where points depend on the data, as those of `nearestReferences` do, posteriors that ignore the data fail too.
   */
  readonly references?: Matrix;
}

export interface TarpResult extends CoverageResult {
  /** How many draws lie nearer to the reference than the truth. */
  readonly ranks: Float64Array;
}

const words: ShapeWords = {
  shift: ["too far from the reference points", "too near to the reference points"],
  spread: ["too wide", "too narrow or off the truth"],
  other: "of a wrong shape",
};

/**
 * Whether balls around reference points that claim a share of the posterior hold the truth as often, at all shares at
 * once. Distances are in units of each parameter's standard deviation over all truths and draws.
 */
export function tarp(
  rng: Rng,
  { theta, samples, draws, failures }: PartsOfTrials<"theta" | "samples" | "draws">,
  { references, confidence = 0.99 }: TarpOptions = {},
): TarpResult {
  assert(
    samples !== undefined && samples.length === theta.rows,
    "shape",
    "diagnostics",
    () =>
      `expected samples of ${theta.rows} posteriors, got ${samples?.length ?? 0}; collect trials with keepDraws`,
  );
  for (const own of samples) {
    assertMatrix(own, { rows: draws, cols: theta.cols }, "every element of samples", "diagnostics");
  }
  const pool = stackRows(theta, ...samples);
  const [mean, std] = [columnMeans(pool), columnStds(pool).map((s) => s || 1)];
  const points = references ?? uniformPoints(rng.fork("references"), theta.rows, { mean, std });
  assertMatrix(points, { rows: theta.rows, cols: theta.cols }, "references", "diagnostics");
  const ties = rng.fork("ties");
  const ranks = Float64Array.from(samples, (own, i) => {
    const distance = distanceFrom(row(points, i), std);
    const distances = Float64Array.from({ length: own.rows }, (_, s) => distance(row(own, s)));
    return randomRank(ties, distances, distance(row(theta, i)));
  });
  const [curve] = calibrationCurves([{ name: "random points", ranks }], draws, confidence);
  const shape = describeShape(rankShape(ranks, draws), words);
  const verdict = curveVerdict({
    curve,
    pValue: curve.pValue,
    confidence,
    trials: theta.rows,
    failures,
    passed: "Balls around reference points hold the truth as often as they claim",
    failed: `The posteriors are ${shape}: balls that claim ${claim(curve)}; train on more simulations or with another estimator`,
  });
  return Object.freeze({ ranks, curve, verdict });
}

/**
 * Uniform with this mean and standard deviation: between the bounds themselves where these are of a uniform law. As they
 * do not tell truths from draws, points do not either.
 */
function uniformPoints(
  rng: Rng,
  rows: number,
  { mean, std }: { readonly mean: Float64Array; readonly std: Float64Array },
): Matrix {
  const { length: cols } = mean;
  const data = Float64Array.from({ length: rows * cols }, (_, at) => {
    const j = at % cols;
    return mean[j] + Math.sqrt(3) * std[j] * (2 * rng.uniform() - 1);
  });
  return matrix(rows, cols, data);
}

function distanceFrom(point: Float64Array, scale: Float64Array): (theta: Float64Array) => number {
  return (theta) => theta.reduce((sum, value, j) => sum + ((value - point[j]) / scale[j]) ** 2, 0);
}

function claim(curve: CalibrationCurve): string {
  const { level, share } = farthest(curve);
  return `${level} of a posterior hold the truth in ${share} of trials`;
}
