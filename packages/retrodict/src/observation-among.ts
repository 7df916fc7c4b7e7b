import { misspecification, type Misspecification } from "@retrodict/diagnostics";
import { firstRows, gatherColumns } from "@retrodict/matrix";
import { finiteRows } from "@retrodict/nn";
import type { FieldSpec, Matrix, OutputSpec } from "@retrodict/spec";

/** Enough for p-values of 0.003, and few enough to be compared pair by pair in a fraction of a second. */
const MOST_ROWS = 1000;

/**
 * Whether an observation is among simulations from the prior that were made anyway, one a row of `x`: no new ones are
 * needed. `fields` has one entry per number. What the observation lacks (NaN) is not compared; undefined where it lacks
 * everything. Otherwise as `misspecification` of `@retrodict/diagnostics`.
 */
export function observationAmong(
  fields: readonly Pick<FieldSpec, "name">[],
  observed: Float64Array,
  x: Matrix,
): Misspecification | undefined {
  const present = [...observed.keys()].filter((j) => Number.isFinite(observed[j]));
  if (present.length === 0) return undefined;
  const compared = gatherColumns(x, present);
  return misspecification({
    features: present.map((j) => fields[j]),
    observed: present.map((j) => observed[j]),
    simulated: firstRows(finiteRows(compared, compared).x, MOST_ROWS),
  });
}

/** One name per number of a row: an output of three numbers becomes `v[0]`, `v[1]`, `v[2]`. */
export const numberedOutputs = (
  outputs: readonly OutputSpec[],
): readonly Pick<FieldSpec, "name">[] =>
  outputs.flatMap(({ name, shape }) =>
    shape.length === 0
      ? [{ name }]
      : Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => ({
          name: `${name}[${i}]`,
        })),
  );
