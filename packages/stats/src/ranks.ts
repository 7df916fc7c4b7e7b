import { assertLength } from "@retrodict/check";
import type { Matrix } from "@retrodict/spec";

/**
 * How many draws lie below the truth, in every dimension: uniform on `0 … draws.rows` when the draws come
 * from a calibrated posterior (Talts et al., "Validating Bayesian inference algorithms with
 * simulation-based calibration", 2018).
 */
export function ranks(draws: Matrix, truth: ArrayLike<number>): Uint32Array {
  assertLength(truth, draws.cols, "truth", "stats");
  const below = new Uint32Array(draws.cols);
  for (let at = 0; at < draws.data.length; at++) {
    const j = at % draws.cols;
    if (draws.data[at] < truth[j]) below[j] += 1;
  }
  return below;
}
