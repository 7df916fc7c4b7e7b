import type { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { CsvError, parse } from "csv-parse/sync";
import { fail, oneLine, systemReason } from "./fail.ts";

/** A CSV file of numbers, column by column. */
export interface Table {
  /** The file as the user named it, for messages. */
  readonly source: string;
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
  /** The line of the file each row stands on, from 1. */
  readonly lines: readonly number[];
}

interface Row {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
}

/** The text of a file; `argument` (`"--observed"`) is named where it cannot be read. */
export const readText = (path: string, source: string, argument: string): string =>
  readBytes(path, source, argument).toString("utf8");

/** The bytes of a file; `argument` is named where it cannot be read. */
export function readBytes(path: string, source: string, argument: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    return fail(
      "file",
      `${argument} ${source}: cannot read it: ${systemReason(error)}; check the path`,
      error,
    );
  }
}

/**
 * Parses CSV with a header and numbers below it. A cell may say `NaN`, `NA` or nothing; the reader
 * of the table decides what that means. Throws on anything else, naming the line and the column.
 */
export function parseTable(text: string, source: string): Table {
  const [header, ...rows] = parseRows(text, source);
  if (header === undefined || rows.length === 0)
    fail("data", `${source}: expected a header and at least one row of numbers; fill the file`);
  const names = header.record;
  const separator = names.length === 1 && /[;\t]/.exec(names[0])?.[0];
  if (separator)
    fail(
      "data",
      `${source}: line 1: expected commas between the columns, got ${separator === ";" ? "semicolons" : "tabs"}; replace them`,
    );
  names.forEach((name, i) => {
    if (name === "" || names.indexOf(name) !== i)
      fail(
        "data",
        `${source}: line 1, column ${i + 1}: "${name}" must be a name of its own; rename it`,
      );
  });
  const columns = names.map(() => new Float64Array(rows.length));
  rows.forEach(({ record, info }, row) => {
    if (record.length !== names.length)
      fail(
        "data",
        `${source}: line ${info.lines}: expected ${names.length} cells as in the header, got ${record.length}; add or remove cells`,
      );
    for (let i = 0; i < names.length; i++)
      columns[i][row] = toNumber(record[i], source, info.lines, names[i]);
  });
  return { source, names, columns, lines: rows.map(({ info }) => info.lines) };
}

function parseRows(text: string, source: string): Row[] {
  try {
    return parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as Row[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return fail("data", `${source}: ${oneLine(error)}; correct the file`, error);
  }
}

const missing = new Set(["", "nan", "na"]);

function toNumber(cell: string, source: string, line: number, column: string): number {
  const value = missing.has(cell.toLowerCase()) ? Number.NaN : Number(cell);
  if (Number.isNaN(value) && !missing.has(cell.toLowerCase()))
    fail(
      "data",
      `${source}: line ${line}, column ${column}: expected a number, got "${cell}"; correct the cell`,
    );
  return value;
}

/** CSV text of equally long columns; every number reads back as it was. */
export function formatTable(
  names: readonly string[],
  rows: number,
  cell: (row: number, column: number) => number | string,
): string {
  const lines = [names.join(",")];
  for (let row = 0; row < rows; row++)
    lines.push(names.map((_, column) => String(cell(row, column))).join(","));
  return `${lines.join("\n")}\n`;
}
