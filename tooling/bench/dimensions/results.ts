import { join } from "node:path";
import { appendLine, readRecords } from "../posterior/lines.ts";
import type { DimensionLine, DimensionSettings } from "./types.ts";

/** One line a run, only ever appended to; of several of the same settings the last one holds. */
export const resultsFile = join(import.meta.dirname, "results.jsonl");

export const readDimensions = (file: string): readonly DimensionLine[] =>
  readRecords<DimensionLine>(file, settingsKey);

export const appendDimension = (file: string, line: DimensionLine): void => appendLine(file, line);

const settingsKey = ({ dim, bend, algorithm, simulations, seed }: DimensionSettings): string =>
  [dim, bend, algorithm, simulations, seed].join(" ");
