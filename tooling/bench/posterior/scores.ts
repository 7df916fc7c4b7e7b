import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isMeasured, readLines } from "./lines.ts";
import type { Cell, Line, Measured } from "./types.ts";

/** Draws of the published comparisons; the metric depends on their number. */
const DRAWS = 10_000;

export type MeasuredLine = Cell & Measured;

/** The measured lines that stand for a task, an algorithm and a number of simulations. */
export type Query = Partial<Pick<Cell, "task" | "algorithm" | "simulations">>;

/** The lines of every file in a folder, the oldest edition first. */
export function readEditions(folder: string): readonly (readonly Line[])[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".jsonl"))
    .toSorted()
    .map((name) => readLines(join(folder, name)));
}

/** For each task, algorithm and budget the lines of the newest edition that has some; no mean mixes two. */
export function newest(editions: readonly (readonly Line[])[]): readonly MeasuredLine[] {
  const groups = new Map<string, MeasuredLine[]>();
  for (const lines of editions) {
    const own = new Map<string, MeasuredLine[]>();
    for (const line of lines.filter(isMeasured).filter(({ draws }) => draws === DRAWS)) {
      const key = [line.task, line.algorithm, line.simulations].join(" ");
      own.set(key, [...(own.get(key) ?? []), line]);
    }
    for (const [key, group] of own) groups.set(key, group);
  }
  return Array.from(groups.values()).flat();
}

export function select(lines: readonly MeasuredLine[], query: Query): readonly MeasuredLine[] {
  const { task, algorithm, simulations } = query;
  return lines.filter(
    (line) =>
      (task === undefined || line.task === task) &&
      (algorithm === undefined || line.algorithm === algorithm) &&
      (simulations === undefined || line.simulations === simulations),
  );
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
