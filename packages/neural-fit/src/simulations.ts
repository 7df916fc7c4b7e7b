import { assert, assertMatrix } from "@retrodict/check";
import { soften } from "@retrodict/distributions";
import { gatherRows, matrix, row, stackRows } from "@retrodict/matrix";
import { finiteRows } from "@retrodict/nn";
import type { AcceptedData, Matrix, Round, Support } from "@retrodict/spec";

/** Fewer cannot be split, standardised and learned from. */
const FEWEST_ROWS = 20;

export interface UsableSimulations {
  readonly theta: Matrix;
  readonly x: Matrix;
  /** Index of the round that each kept row came from. */
  readonly round: Uint32Array;
  readonly excluded: number;
  /** Every theta simulated, and 1 where its row is kept. */
  readonly all: { readonly theta: Matrix; readonly kept: Uint8Array };
}

export interface UsableOptions {
  /** The prior's. */
  readonly support: Support;
  readonly accepts: Pick<AcceptedData, "proposals" | "gaps" | "failures">;
  /** The package that errors name. */
  readonly source: string;
}

/**
 * All rounds in one, without the rows that are not finite in x or in the space where theta is learned. An algorithm
 * that accepts gaps may have NaN in x where something is absent, but not everywhere in a row. Throws an `argument`
 * error on rounds from proposals the algorithm does not accept, and a `data` error where too few rows are left or
 * failures are refused.
 */
export function usableSimulations(
  rounds: readonly Round[],
  { support, accepts, source }: UsableOptions,
): UsableSimulations {
  assertRounds(rounds, { support, accepts, source });
  const theta = stackRows(...rounds.map((round) => round.theta));
  const x = stackRows(...rounds.map((round) => round.x));
  const origin = Uint32Array.from(
    rounds.flatMap((round, index) => Array.from({ length: round.theta.rows }, () => index)),
  );
  const { rows, excluded } = finiteRows(
    soften(support).forward(theta),
    accepts.gaps ? withoutGaps(x) : x,
  );
  assert(
    accepts.failures !== "refused" || excluded === 0,
    "data",
    source,
    () =>
      `expected simulations with finite values, got ${excluded} of ${theta.rows} without, and leaving them out would bias this method; use one that accepts failures`,
  );
  assert(
    rows.length >= FEWEST_ROWS,
    "data",
    source,
    () =>
      `expected at least ${FEWEST_ROWS} simulations with finite values, got ${rows.length} of ${theta.rows}; see why the others failed, narrow the prior, or simulate more`,
  );
  const kept = new Uint8Array(theta.rows);
  for (const index of rows) kept[index] = 1;
  return {
    theta: gatherRows(theta, rows),
    x: gatherRows(x, rows),
    round: rows.map((index) => origin[index]),
    excluded,
    all: { theta, kept },
  };
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

function assertRounds(rounds: readonly Round[], { support, accepts, source }: UsableOptions): void {
  assert(
    rounds.length > 0,
    "argument",
    source,
    "expected at least one round of simulations, got none; simulate from the prior first",
  );
  for (const { theta, x, proposal } of rounds) {
    assertProposal(proposal, accepts.proposals, source);
    assertMatrix(theta, { cols: support.lower.length }, "theta", source);
    assertMatrix(x, { rows: theta.rows, cols: rounds[0].x.cols }, "x", source);
  }
}

function assertProposal(
  proposal: Round["proposal"],
  accepted: AcceptedData["proposals"],
  source: string,
): void {
  const fromPrior = proposal === "prior";
  assert(
    accepted === "any" || fromPrior || (accepted === "truncated" && proposal.truncates === "prior"),
    "argument",
    source,
    () =>
      accepted === "prior"
        ? 'expected every round to be drawn from the prior, got one from another proposal; pass only rounds whose proposal is "prior"'
        : "expected every round to be drawn from the prior or a truncation of it, got one from another proposal; use an algorithm that corrects for proposals",
  );
}
