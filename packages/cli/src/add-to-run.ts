import { join } from "node:path";
import { report } from "@retrodict/plot";
import { fail, systemReason } from "./fail.ts";
import { readReport } from "./read-run.ts";
import { replaceFile } from "./replace-file.ts";
import type { RunPlace } from "./restore-fit.ts";
import { runFiles } from "./run-files.ts";

/** Writes a file of a finished run, and its report anew with what that says. */
export function addToRun(place: RunPlace, file: string, content: string): void {
  replace(place, file, content);
  replace(place, runFiles.report, report(readReport(place.folder, place.name)));
}

/** In one step. */
function replace({ folder, name }: RunPlace, file: string, content: string): void {
  try {
    replaceFile(join(folder, file), content);
  } catch (error) {
    fail(
      "file",
      `${name}: cannot write ${file}: ${systemReason(error)}; make the folder writable`,
      error,
    );
  }
}
