/** An imported network, run on rows that are not standardised. */
import { row, stackRows } from "@retrodict/matrix";
import { logDetStandardize, standardize, unstandardize } from "@retrodict/nn";
import type { Distribution, Matrix, Rng } from "@retrodict/spec";
import type { Engine } from "@retrodict/tensor";
import type { Imported } from "./types.ts";

/** Log-density or log-ratio of every row of (target, context). */
export function scores(
  engine: Engine,
  network: Imported,
  target: Matrix,
  context: Matrix,
): Float64Array {
  const estimator = network.estimator(engine);
  const pairs = [
    standardize(target, network.target),
    standardize(context, network.context),
  ] as const;
  const offset = estimator.estimates === "log-density" ? logDetStandardize(network.target) : 0;
  return estimator.score(network.params, ...pairs).map((score) => score + offset);
}

/** One draw for every row of `context`, from the stream that `rngOf` gives for the row and its density. */
export function samples(
  engine: Engine,
  network: Imported,
  context: Matrix,
  rngOf: (row: number, density: Distribution) => Rng,
): Matrix {
  const estimator = network.estimator(engine);
  if (estimator.estimates !== "log-density") throw new Error("a ratio has no samples");
  const { rows } = context;
  const given = standardize(context, network.context);
  const draws = Array.from({ length: rows }, (_, i) => {
    const density = estimator.condition(network.params, row(given, i));
    return density.sample(rngOf(i, density), 1);
  });
  return unstandardize(stackRows(...draws), network.target);
}
