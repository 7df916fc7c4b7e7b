import { assert, assertLength, assertMatrix } from "@retrodict/check";
import { classifier } from "@retrodict/classifier";
import { soften } from "@retrodict/distributions";
import { gatherRows } from "@retrodict/matrix";
import { thetaSpace, toSpace } from "@retrodict/neural-fit";
import { finiteRows, train } from "@retrodict/nn";
import { permutation } from "@retrodict/random";
import type { Matrix, RatioEstimator, Rng } from "@retrodict/spec";
import { learnedValidity } from "./learned-validity.ts";
import { logisticLine, logOddsOnLine } from "./logistic-line.ts";
import type {
  SimulatedValidity,
  Validity,
  ValidityArtifact,
  ValidityNetwork,
  ValidityOptions,
} from "./types.ts";
import { validityLoss } from "./validity-loss.ts";

/** With fewer rows of a kind nothing can be told about where they are. */
const FEWEST_OF_A_KIND = 20;
/** Of the valid rows: neither trained on nor validated with, so that they tell how new ones will score. */
const HELD_OUT = 0.2;

/**
 * Learns p(valid | theta) from simulations, those that gave no output included: what a straight line
 * tells in closed form, the rest by a network, both by binary cross-entropy. Theta may
 * come from any proposal; rows outside the support are left out.
 *
 * The probability is the same everywhere, and nothing is trained, where every simulation is valid: 1; and where fewer
 * than 20 are valid or fewer than 20 are not: the share of valid ones, (valid + ½) / (all + 1), with a warning. Throws
 * a `data` error without any simulation.
 */
export async function validity(
  rng: Rng,
  simulated: SimulatedValidity,
  options: ValidityOptions,
): Promise<Validity> {
  const { support, estimator: factory = classifier(), trainer = train, ...fitOptions } = options;
  const dim = support.lower.length;
  const { theta, valid } = withinSupport(simulated, options);
  const counts = countsOf(valid);
  if (Math.min(counts.valid, counts.invalid) < FEWEST_OF_A_KIND) {
    return learnedValidity({ kind: "validity", dim, counts, network: null });
  }
  const estimator = factory({ targetDim: dim, contextDim: 1 });
  const { learning, heldOut } = split(rng.fork("held out"), valid);
  const space = thetaSpace(gatherRows(theta, learning), support);
  const labelled = {
    seen: toSpace(gatherRows(theta, learning), space),
    valid: Uint8Array.from(learning, (row) => valid[row]),
  };
  const { intercept, slopes } = logisticLine(labelled.seen, labelled.valid);
  const loss = validityLoss({
    ...labelled,
    line: logOddsOnLine(labelled.seen, { intercept, slopes }),
  });
  const trained = await trainer(rng.fork("fit"), estimator, loss, learning.length, fitOptions);
  // Rows of one kind held out change log-odds by a constant (Prentice & Pyke 1979).
  const back = Math.log(counts.valid / (counts.valid - heldOut.length));
  const line = Object.freeze({ intercept: intercept + back, slopes });
  const network = { config: estimator.config, ...trained, theta: space, line };
  const artifact = (scores: Float64Array): ValidityArtifact => ({
    kind: "validity",
    dim,
    counts,
    network: { ...network, heldOut: scores } satisfies ValidityNetwork,
  });
  const scores = scoresOf(artifact(new Float64Array(0)), estimator, gatherRows(theta, heldOut));
  return learnedValidity(artifact(scores), estimator);
}

/** Log-odds, ascending. */
function scoresOf(
  artifact: ValidityArtifact,
  estimator: RatioEstimator,
  theta: Matrix,
): Float64Array {
  return learnedValidity(artifact, estimator).logOdds(theta).sort();
}

function withinSupport(
  { theta, valid }: SimulatedValidity,
  { support }: Pick<ValidityOptions, "support">,
): { readonly theta: Matrix; readonly valid: Uint8Array } {
  assertMatrix(theta, { cols: support.lower.length }, "theta", "validity");
  assertLength(valid as ArrayLike<number>, theta.rows, "valid", "validity");
  const { rows } = finiteRows(theta, soften(support).forward(theta));
  assert(
    rows.length > 0,
    "data",
    "validity",
    () =>
      `expected simulations of theta within the support, got none of ${theta.rows}; pass those drawn from the prior`,
  );
  return {
    theta: gatherRows(theta, rows),
    valid: Uint8Array.from(rows, (row) => Number(valid[row])),
  };
}

function countsOf(valid: Uint8Array): ValidityArtifact["counts"] {
  const count = valid.reduce((sum, yes) => sum + yes, 0);
  return Object.freeze({ valid: count, invalid: valid.length - count });
}

function split(
  rng: Rng,
  valid: Uint8Array,
): { readonly learning: Uint32Array; readonly heldOut: Uint32Array } {
  const order = permutation(rng, valid.length);
  const ofValid = order.filter((row) => valid[row] === 1);
  const heldOut = ofValid.slice(0, Math.round(HELD_OUT * ofValid.length));
  const held = new Set(heldOut);
  return { learning: order.filter((row) => !held.has(row)), heldOut };
}
