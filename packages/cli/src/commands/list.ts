import type { Command } from "commander";
import { printLine, type Io } from "../io.ts";
import { bundledPlugins, loadPlugin } from "../load-plugin.ts";
import { textTable } from "../text-table.ts";

/** `retrodict list`: the simulators that come with the command. */
export function listCommand(program: Command, io: Io): void {
  program
    .command("list")
    .description("simulators that come with the command")
    .option("--json", "print one line of JSON instead")
    .action(async ({ json }: { readonly json?: true }) => {
      const simulators = await bundledSimulators(io);
      printLine(
        io,
        json
          ? JSON.stringify(simulators)
          : textTable(simulators.map(({ name, description }) => [name, description])),
      );
    });
}

async function bundledSimulators(io: Io) {
  const names = Object.keys(bundledPlugins);
  const plugins = await Promise.all(names.map((name) => loadPlugin(name, io.cwd)));
  return plugins.flatMap(({ simulators }, i) =>
    simulators.map(({ info }) => ({
      name: simulators.length === 1 || info.id === names[i] ? names[i] : `${names[i]}#${info.id}`,
      description: info.description,
    })),
  );
}
