import type { Command } from "commander";
import { describeEntry, entryData } from "../describe-entry.ts";
import { printLine, type Io } from "../io.ts";
import { loadEntry, loadPlugin, splitReference } from "../load-plugin.ts";

/** `retrodict describe PLUGIN`: parameters, features, options and data of its simulators. */
export function describeCommand(program: Command, io: Io): void {
  program
    .command("describe")
    .description("parameters, features, options and data of a plugin")
    .argument("<plugin>", "PLUGIN[#SIMULATOR]")
    .option("--json", "print one line of JSON instead")
    .action(async (reference: string, { json }: { readonly json?: true }) => {
      const entries =
        splitReference(reference)[1] === ""
          ? (await loadPlugin(reference, io.cwd)).simulators
          : [(await loadEntry(reference, io.cwd)).entry];
      printLine(
        io,
        json
          ? JSON.stringify({ simulators: entries.map(entryData) })
          : entries.map(describeEntry).join("\n\n"),
      );
    });
}
