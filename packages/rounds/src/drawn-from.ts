/** What a stored theta was drawn from: noticed where it is another now, and stood in for where it is gone. */
import { assert, RetrodictError } from "@retrodict/check";
import { firstRows } from "@retrodict/matrix";
import type { LogDensity, Matrix, Proposal } from "@retrodict/spec";
import type { DrawnFrom, StoredTheta } from "./stored-round.ts";

/** Rows whose densities are compared. */
const COMPARED = 100;
/** Engines of other machines differ in single precision, another density by more than this. */
const TOLERANCE = 1e-3;

/** What `theta` was drawn from, to be stored with it. */
export function describeDensity(
  from: LogDensity & { readonly truncates?: "prior" },
  theta: Matrix,
): Omit<DrawnFrom, "prior"> {
  const { support, truncates } = from;
  return { support, truncates, logDensity: logDensityOfFirst(from, theta) };
}

/**
 * Throws an `argument` error where a stored theta was not drawn from this density, as when the algorithm has other
 * options than the run that is resumed.
 */
export function assertDrawnFrom(density: LogDensity, { theta, from }: StoredTheta): void {
  const now = logDensityOfFirst(density, theta);
  const same =
    from.logDensity.length === now.length &&
    now.every((value, i) => isClose(from.logDensity[i], value));
  assert(
    same,
    "argument",
    "rounds",
    "expected theta of the store to be drawn from what the round proposes, got draws from something else; resume with the same prior, options of the algorithm and propose, or use a new store",
  );
}

/**
 * A proposal of which only its draws are left: enough for algorithms that ask for no density, such as `snpeC`, `snle`
 * and the variants of SNRE; others get an `argument` error.
 */
export function forgottenProposal({ theta, from }: StoredTheta): Proposal | "prior" {
  if (from.prior) return "prior";
  return Object.freeze<Proposal>({
    dim: theta.cols,
    support: from.support,
    normalized: false,
    ...(from.truncates && { truncates: from.truncates }),
    logDensity: refuse,
    sample: async () => refuse(),
  });
}

/** Nothing, where a density is not known, as of a mixture with a proposal known up to a constant. */
function logDensityOfFirst(density: LogDensity, theta: Matrix): Float64Array {
  try {
    return density.logDensity(firstRows(theta, COMPARED));
  } catch (error) {
    if (error instanceof RetrodictError && error.code === "argument") return new Float64Array();
    throw error;
  }
}

const isClose = (a: number, b: number): boolean =>
  Object.is(a, b) || Math.abs(a - b) <= TOLERANCE * (1 + Math.abs(a));

function refuse(): never {
  throw new RetrodictError(
    "argument",
    "rounds",
    "expected a proposal whose density is known, got one of which a store has only the draws; use an algorithm that asks for none, such as snpeC, snle or snreB, or resume the run that made it",
  );
}
