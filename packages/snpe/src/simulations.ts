import { assert, assertMatrix } from "@retrodict/check";
import { soften } from "@retrodict/distributions";
import { gatherRows, matrix, row, stackRows } from "@retrodict/matrix";
import { finiteRows } from "@retrodict/nn";
import type { Matrix, Round, Support } from "@retrodict/spec";

/** Fewer cannot be split, standardised and learned from. */
const FEWEST_ROWS = 20;

export interface UsableSimulations {
  readonly theta: Matrix;
  readonly x: Matrix;
  readonly excluded: number;
}

/**
 * All rounds in one, without the rows that are not finite in x or in the space where theta is learned. With `absent`,
 * x may have NaN where something is absent, but not everywhere in a row.
 */
export function usableSimulations(
  rounds: readonly Round[],
  support: Support,
  absent = false,
): UsableSimulations {
  assertRounds(rounds, support.lower.length);
  const theta = stackRows(...rounds.map((round) => round.theta));
  const x = stackRows(...rounds.map((round) => round.x));
  const { rows, excluded } = finiteRows(
    soften(support).forward(theta),
    absent ? withoutGaps(x) : x,
  );
  assert(
    rows.length >= FEWEST_ROWS,
    "data",
    "snpe",
    () =>
      `expected at least ${FEWEST_ROWS} simulations with finite values, got ${rows.length} of ${theta.rows}; see why the others failed, narrow the prior, or simulate more`,
  );
  return { theta: gatherRows(theta, rows), x: gatherRows(x, rows), excluded };
}

/** 0 for NaN, but in rows of nothing else. */
function withoutGaps(x: Matrix): Matrix {
  const { rows, cols } = x;
  const out = matrix(rows, cols, x.data.slice());
  for (let i = 0; i < rows; i++) {
    const own = row(out, i);
    if (own.some((value) => !Number.isNaN(value))) {
      own.forEach((value, j) => (own[j] = Number.isNaN(value) ? 0 : value));
    }
  }
  return out;
}

function assertRounds(rounds: readonly Round[], dim: number): void {
  assert(
    rounds.length > 0,
    "argument",
    "snpe",
    "expected at least one round of simulations, got none; simulate from the prior first",
  );
  for (const { theta, x, proposal } of rounds) {
    assert(
      proposal === "prior",
      "argument",
      "snpe",
      'expected every round to be drawn from the prior, got one from another proposal; pass only rounds whose proposal is "prior"',
    );
    assertMatrix(theta, { cols: dim }, "theta", "snpe");
    assertMatrix(x, { rows: theta.rows, cols: rounds[0].x.cols }, "x", "snpe");
  }
}
