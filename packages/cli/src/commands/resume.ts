import type { Command } from "commander";
import { assertSameCommand, commandRecord, readCommand } from "../command-file.ts";
import { planInference, runInference } from "../inference.ts";
import { warn, type Io } from "../io.ts";
import { reopenRunFolder } from "../run-folder.ts";
import { parseInfer } from "./infer.ts";

/** `retrodict resume RUN`: goes on with an `infer` that was interrupted. */
export function resumeCommand(program: Command, io: Io): void {
  program
    .command("resume")
    .description("go on with an interrupted infer, to the result it would have had")
    .argument("<run>", "folder that infer was to write")
    .action(async (name: string) => {
      const folder = reopenRunFolder(name, io.cwd);
      const then = readCommand(folder.partial, `${folder.name}.partial`);
      const there = { ...io, cwd: then.cwd };
      const invocation = await parseInfer(then.command, there.cwd);
      for (const change of assertSameCommand(then, commandRecord(invocation, there.cwd)))
        warn(io, change);
      await runInference(planInference(invocation, there), folder, there);
    });
}
