import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { report } from "@retrodict/plot";
import { fail, systemReason } from "../fail.ts";
import { printLine, type Io } from "../io.ts";
import { readReport } from "../read-run.ts";
import { runFiles } from "../run-files.ts";

/** `retrodict report RUN`: draws the report of a run anew from its files. */
export function reportCommand(program: Command, io: Io): void {
  program
    .command("report")
    .description("write report.html of a run anew")
    .argument("<run>", "folder that infer wrote")
    .action((run: string) => {
      const folder = resolve(io.cwd, run);
      const html = report(readReport(folder, run));
      try {
        writeFileSync(join(folder, runFiles.report), html);
      } catch (error) {
        fail(
          "file",
          `${run}: cannot write the report: ${systemReason(error)}; make the folder writable`,
          error,
        );
      }
      printLine(io, join(run, runFiles.report));
    });
}
