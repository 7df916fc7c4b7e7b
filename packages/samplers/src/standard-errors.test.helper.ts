import { matrix, row } from "@retrodict/matrix";
import type { Draws, Matrix } from "@retrodict/spec";
import { effectiveSampleSize } from "@retrodict/stats";
import type { Quantity } from "./targets.test.helper.ts";

/** How many standard errors a quantity's mean over the draws lies off what it should be. */
export function standardErrors(draws: Draws, quantity: Quantity): number {
  const { samples } = draws;
  const values = Float64Array.from({ length: samples.rows }, (_, i) =>
    quantity.of(row(samples, i)),
  );
  const found = values.reduce((sum, value) => sum + value, 0) / values.length;
  const error = Math.sqrt(quantity.variance * errorFactor(draws, values));
  return Math.abs(found - quantity.mean) / error;
}

/** One over the draws that these are worth. */
function errorFactor({ samples, diagnostics }: Draws, values: Float64Array): number {
  const { chains, ess = Infinity } = diagnostics;
  // Resampling adds its own error to that of the weights.
  if (chains === undefined) return 1 / ess + 1 / samples.rows;
  return 1 / Math.min(effectiveSampleSize(byChain(values, chains), "mean"), samples.rows);
}

/** Where nothing was thinned, row `t · chains + c` is draw `t` of chain `c`. */
function byChain(values: Float64Array, chains: number): Matrix {
  const sweeps = values.length / chains;
  return matrix(
    chains,
    sweeps,
    values.map((_, at) => values[(at % sweeps) * chains + Math.floor(at / sweeps)]),
  );
}
