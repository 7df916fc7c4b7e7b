import { fail, oneLine } from "./fail.ts";
import { didYouMean } from "./near.ts";
import type { Table } from "./table.ts";

/**
 * Features straight from a file, in the order of `wanted`: a table of one row, with a column for each.
 * Columns of features that are not wanted are left out; any other column is refused.
 */
export function statisticsFromTable(
  { source, names, columns, lines }: Table,
  wanted: readonly string[],
  all: readonly string[],
): Float64Array {
  if (lines.length !== 1)
    fail(
      "shape",
      `${source}: expected one row of statistics, got ${lines.length}; keep one row per observation and file`,
    );
  const unknown = names.find((name) => !all.includes(name));
  if (unknown !== undefined)
    fail(
      "name",
      `${source}: unknown column ${unknown}${didYouMean(unknown, all)}; the statistics are ${all.join(", ")}; rename or remove it`,
    );
  return Float64Array.from(wanted, (name) => {
    const column = names.indexOf(name);
    return column >= 0
      ? columns[column][0]
      : fail(
          "name",
          `${source}: column ${name} is missing; add it, or leave it out with --features`,
        );
  });
}

/** The same from a JSON array: one number per wanted feature, or one per feature there is. */
export function statisticsFromJson(
  text: string,
  source: string,
  wanted: readonly string[],
  all: readonly string[],
): Float64Array {
  const values = parseArray(text, source);
  if (values.length === wanted.length) return Float64Array.from(values);
  if (values.length === all.length)
    return Float64Array.from(wanted, (name) => values[all.indexOf(name)]);
  return fail(
    "shape",
    `${source}: expected ${wanted.length} numbers (${abridged(wanted)}), got ${values.length}; add or remove values`,
  );
}

function parseArray(text: string, source: string): number[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return fail("data", `${source}: not valid JSON: ${oneLine(error)}; correct the file`, error);
  }
  if (!Array.isArray(value))
    return fail("data", `${source}: expected a JSON array of numbers; write [1, 2, …]`);
  return value.map((entry: unknown, i) =>
    typeof entry === "number"
      ? entry
      : fail(
          "data",
          `${source}: entry ${i + 1}: expected a number, got ${JSON.stringify(entry)}; correct it`,
        ),
  );
}

const abridged = (names: readonly string[]) =>
  names.length <= 12 ? names.join(", ") : `${names.slice(0, 3).join(", ")}, …, ${names.at(-1)}`;
