import { assert, assertLength, assertMatrix, assertRange } from "@retrodict/check";
import { column, columnMeans, columnStds, gatherRows } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { namesOf, type Named } from "../names.ts";
import type { Verdict } from "../types.ts";

/** One parameter under a constraint. */
export interface ConstrainedSpread {
  readonly name: string;
  /** Mean and standard deviation of the draws that are kept. */
  readonly mean: number;
  readonly std: number;
  /** That standard deviation over the one of all draws. */
  readonly relative: number;
  /** Standard error of `relative`, of independent draws. */
  readonly error: number;
}

export interface Constrained {
  /** The draws that are kept, one per row. */
  readonly samples: Matrix;
  /** Share of the draws that are kept. */
  readonly share: number;
  readonly parameters: readonly ConstrainedSpread[];
  readonly verdict: Verdict<"narrowed" | "alike">;
}

/** Standard errors by which a spread must differ from 1, for one of many parameters to be named. */
const ERRORS = 3;

/**
 * The posterior under one more constraint: of its draws, one per row, those that are `kept`, such as those whose
 * simulations pass a predicate or that are among the `lowestShare` of an energy; and how much narrower each parameter
 * is then (Deistler, Macke & Gonçalves 2022).
 */
export function constrained(
  draws: Matrix,
  kept: ArrayLike<boolean>,
  options: { readonly parameters?: readonly Named[] } = {},
): Constrained {
  assertMatrix(draws, {}, "draws", "explore");
  assertLength(Array.from(kept, Number), draws.rows, "kept", "explore");
  const names = namesOf(options.parameters, draws.cols);
  const rows = Uint32Array.from({ length: draws.rows }, (_, i) => i).filter((i) => kept[i]);
  assert(
    rows.length >= 2,
    "data",
    "explore",
    () =>
      `expected a constraint that at least two draws meet, got ${rows.length} of ${draws.rows}; draw more, or loosen it`,
  );
  const samples = gatherRows(draws, rows);
  const [means, stds, all] = [columnMeans(samples), columnStds(samples), columnStds(draws)];
  const parameters = names.map((name, j): ConstrainedSpread => {
    const relative = stds[j] / all[j];
    const values = column(samples, j);
    return {
      name,
      mean: means[j],
      std: stds[j],
      relative,
      error: relative * relativeError(values),
    };
  });
  const share = rows.length / draws.rows;
  return Object.freeze({ samples, share, parameters, verdict: verdictOf(parameters, share) });
}

/**
 * Which rows have the lowest values: this share of those that are finite, failed simulations being never among them.
 */
export function lowestShare(values: Float64Array, share = 0.02): readonly boolean[] {
  assertRange(share, 0, 1, "share", "explore");
  const order = [...values.keys()]
    .filter((i) => Number.isFinite(values[i]))
    .sort((i, j) => values[i] - values[j]);
  const lowest = new Set(order.slice(0, Math.ceil(share * order.length)));
  return Array.from(values, (_, i) => lowest.has(i));
}

/** Standard error of a standard deviation over itself, by the fourth moment: `√((κ − 1) / 4 n)`. */
function relativeError(values: Float64Array): number {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value / n, 0);
  const moment = (power: number): number =>
    values.reduce((sum, value) => sum + (value - mean) ** power / n, 0);
  return Math.sqrt(Math.max(0, moment(4) / moment(2) ** 2 - 1) / (4 * n));
}

function verdictOf(
  parameters: readonly ConstrainedSpread[],
  share: number,
): Constrained["verdict"] {
  const kept = `${Number((100 * share).toPrecision(2))} % of the draws meet the constraint`;
  const narrower = parameters
    .filter(({ relative, error }) => relative + ERRORS * error < 1)
    .sort((one, other) => one.relative - other.relative)
    .slice(0, 3)
    .map(({ name, relative }) => `${name} (${relative.toFixed(2)})`);
  return narrower.length === 0
    ? { outcome: "alike", sentence: `${kept}; they are as widely spread as all.` }
    : {
        outcome: "narrowed",
        sentence: `${kept}; it narrows ${narrower.join(", ")} most, to these shares of their standard deviation.`,
      };
}
