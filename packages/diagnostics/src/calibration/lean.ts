import { column } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";

/**
 * In which parameter, and in which way, draws differ most from truths, given the log-odds of each to be a truth: these
 * rise along a parameter where the draws lie too low, and towards both its ends where they are too narrow.
 */
export function describeLean(
  draws: Matrix,
  logits: Float64Array,
  names: readonly string[],
): string {
  const candidates = Array.from({ length: draws.cols }, (_, j) => {
    const values = column(draws, j);
    const centre = mean(values);
    const squares = values.map((value) => (value - centre) ** 2);
    return [
      { along: correlation(values, logits), up: "shifted down", down: "shifted up", j },
      { along: correlation(squares, logits), up: "too narrow", down: "too wide", j },
    ];
  }).flat();
  const most = candidates.reduce((a, b) => (Math.abs(b.along) > Math.abs(a.along) ? b : a));
  return `${most.along > 0 ? most.up : most.down}, most in ${names[most.j]}`;
}

const mean = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** 0 where either is constant. */
function correlation(a: Float64Array, b: Float64Array): number {
  const [centreA, centreB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, i) => {
    const [da, db] = [value - centreA, b[i] - centreB];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  });
  return ab / Math.sqrt(aa * bb || Infinity);
}
