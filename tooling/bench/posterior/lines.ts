/*
 * The results: one file an edition of the code, one line of JSON a cell. Only ever appended to, so that a run
 * may end at any time; where a cell has several lines the last one holds.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { cellKey } from "./cells.ts";
import type { Failed, Line, Measured } from "./types.ts";

export const isFailed = <T extends object>(outcome: T): outcome is T & Failed => "error" in outcome;

export const isMeasured = <T extends object>(outcome: T): outcome is T & Measured =>
  "c2st" in outcome;

/** The lines of a file of cells that hold. */
export const readLines = (file: string): readonly Line[] => readRecords<Line>(file, cellKey);

/**
 * The last line of each key, none where there is no file; what a run killed while writing cut off is left out.
 */
export function readRecords<T>(file: string, keyOf: (line: T) => string): readonly T[] {
  if (!existsSync(file)) return [];
  const texts = readFileSync(file, "utf8").split("\n").slice(0, -1);
  const lines = texts.filter((text) => text.endsWith("}")).map((text) => JSON.parse(text) as T);
  return Array.from(new Map(lines.map((line) => [keyOf(line), line])).values());
}

export function appendLine(file: string, line: object): void {
  mkdirSync(dirname(file), { recursive: true });
  const cutOff = existsSync(file) && !/(^|\n)$/.test(readFileSync(file, "utf8"));
  appendFileSync(file, `${cutOff ? "\n" : ""}${JSON.stringify(line)}\n`);
}
