import type { RowFailure, Rng, Simulator } from "@retrodict/spec";

/** Why a row has no output, as found by the thread that ran it. */
export type RowError = Pick<RowFailure, "message"> & {
  readonly reason: "threw" | "not-finite";
};

/**
 * Simulates one row into `out`, which starts and, after a failure, ends all NaN; so a cell the simulator
 * never wrote counts as not finite. Never throws: returns what went wrong, if anything did.
 */
export function simulateRow(
  simulator: Simulator,
  rng: Rng,
  theta: Float64Array,
  out: Float64Array,
): RowError | undefined {
  out.fill(Number.NaN);
  const error = attempt(simulator, rng, theta, out);
  if (error !== undefined) out.fill(Number.NaN);
  return error;
}

function attempt(
  simulator: Simulator,
  rng: Rng,
  theta: Float64Array,
  out: Float64Array,
): RowError | undefined {
  let reason: string | void;
  try {
    reason = simulator.simulate(rng, theta, out);
  } catch (error) {
    return { reason: "threw", message: error instanceof Error ? error.message : String(error) };
  }
  for (let i = 0; i < out.length; i++) {
    if (!Number.isFinite(out[i])) {
      return {
        reason: "not-finite",
        message: reason ?? `output is ${out[i]} ${placeOf(simulator, i)}`,
      };
    }
  }
  return undefined;
}

/** Why rows are left when a caller's signal fires. */
export const ABORTED = "the run was aborted first";

export const notRun = (row: number, message: string): RowFailure => ({
  row,
  reason: "not-run",
  message,
});

/** Where in the named outputs a position of the flat row lies. */
function placeOf({ info }: Simulator, index: number): string {
  let start = 0;
  for (const { name, shape } of info.outputs) {
    const length = shape.reduce((a, b) => a * b, 1);
    if (index < start + length) {
      return shape.length === 0 ? `in ${name}` : `in ${name} at index ${index - start}`;
    }
    start += length;
  }
  return `at index ${index}`;
}
