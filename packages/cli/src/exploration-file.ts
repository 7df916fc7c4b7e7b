import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ExplorationRecord, ExplorationVerb } from "./exploration-record.ts";
import { fail, oneLine } from "./fail.ts";
import { formatJson } from "./numbers-in-json.ts";
import { runFiles } from "./run-files.ts";
import { readText } from "./table.ts";

/** The file with one section more, or anew. */
export function formatExploration(
  before: ExplorationRecord | undefined,
  section: Partial<Pick<ExplorationRecord, ExplorationVerb>>,
): string {
  const { map, path, conditional, sensitivity } = { ...before, ...section };
  // The same order of sections whatever was explored first.
  return formatJson({
    format: "retrodict-exploration",
    formatVersion: 1,
    map,
    path,
    conditional,
    sensitivity,
  });
}

/** What was kept in the folder of a run; undefined where nothing has been explored. */
export function readExploration(folder: string, name: string): ExplorationRecord | undefined {
  if (!existsSync(join(folder, runFiles.exploration))) return undefined;
  const source = `${name}/${runFiles.exploration}`;
  const text = readText(join(folder, runFiles.exploration), source, "RUN");
  try {
    const record = JSON.parse(text) as Partial<ExplorationRecord>;
    if (record.format === "retrodict-exploration" && record.formatVersion === 1)
      return record as ExplorationRecord;
  } catch (error) {
    return fail("data", `${source}: not valid JSON: ${oneLine(error)}; remove it`, error);
  }
  return fail("data", `${source}: not what explore found; remove it`);
}
