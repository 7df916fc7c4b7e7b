/** An imported network, run on rows that are not standardised. */
import { row, stackRows } from "@retrodict/matrix";
import { logDetStandardize, standardize, unstandardize } from "@retrodict/nn";
import type { Matrix, Rng } from "@retrodict/spec";
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

/** One draw for every row of `context`, given the streams that the draws take their randomness from. */
export function samples(
  engine: Engine,
  network: Imported,
  context: Matrix,
  rngOf: (row: number) => Rng,
): Matrix {
  const estimator = network.estimator(engine);
  if (estimator.estimates !== "log-density") throw new Error("a ratio has no samples");
  const { rows } = context;
  const given = standardize(context, network.context);
  const draws = Array.from({ length: rows }, (_, i) =>
    estimator.condition(network.params, row(given, i)).sample(rngOf(i), 1),
  );
  return unstandardize(stackRows(...draws), network.target);
}
