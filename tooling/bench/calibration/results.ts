import { join } from "node:path";
import { appendLine, readRecords } from "../posterior/lines.ts";
import type { CalibrationLine, StudySettings } from "./types.ts";

/** One line a study, only ever appended to; of several of the same study the last one holds. */
export const resultsFile = join(import.meta.dirname, "results.jsonl");

export const readStudies = (file: string): readonly CalibrationLine[] =>
  readRecords<CalibrationLine>(file, studyKey);

export const appendStudy = (file: string, line: CalibrationLine): void => appendLine(file, line);

const studyKey = ({ simulations, seed, trials, draws }: StudySettings): string =>
  [simulations, seed, trials, draws].join(" ");
