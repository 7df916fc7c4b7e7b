import { Command, Option } from "commander";
import { algorithmNames, type AlgorithmName } from "../algorithms.ts";
import { commandRecord } from "../command-file.ts";
import { entryHelp } from "../describe-entry.ts";
import { densities, ratios } from "../estimators.ts";
import { planInference, runInference } from "../inference.ts";
import type { Io } from "../io.ts";
import { loadEntry, type LoadedEntry } from "../load-plugin.ts";
import { methodHelp } from "../method-help.ts";
import { runFiles } from "../run-files.ts";
import { addPluginFlags, addRunFlags, count, type RunFlags } from "../run-flags.ts";
import { defaultFolder, openRunFolder } from "../run-folder.ts";
import { samplers, type SamplerName } from "../samplers.ts";
import type { Invocation } from "../setup.ts";

/** The flags of `infer`. */
export interface InferFlags extends RunFlags {
  readonly samples: number;
  readonly features?: string;
  readonly algorithm: AlgorithmName;
  readonly estimator?: string;
  readonly sampler?: SamplerName;
  readonly rounds: number;
}

/** `retrodict infer PLUGIN`: from data to posterior draws, a record and a report. */
export function inferCommand(
  program: Command,
  io: Io,
  argv: readonly string[],
  loaded?: LoadedEntry,
): void {
  const command = addInferFlags(program.command("infer"));
  if (loaded === undefined) return;
  addPluginFlags(command, loaded.entry);
  command
    .addHelpText("after", () => `\n${methodHelp()}\n\n${entryHelp(loaded.entry)}`)
    .action(async (reference: string, flags: InferFlags) => {
      const invocation = { loaded, reference, argv, flags };
      const plan = planInference(invocation, io);
      const record = commandRecord(invocation, io.cwd);
      const out = flags.out ?? defaultFolder(loaded.plugin.name, new Date());
      const folder = openRunFolder(out, io.cwd);
      folder.write(runFiles.command, `${JSON.stringify(record, undefined, 2)}\n`);
      await runInference(plan, folder, io);
    });
}

/** Parses the arguments of an earlier `infer` again, in the folder it ran in. */
export async function parseInfer(
  argv: readonly string[],
  cwd: string,
): Promise<Invocation<InferFlags>> {
  const [, reference] = argv;
  const loaded = await loadEntry(reference, cwd);
  const command = addInferFlags(new Command("infer").exitOverride());
  addPluginFlags(command, loaded.entry);
  command.configureOutput({ writeErr: () => {} }).parse(argv.slice(1), { from: "user" });
  return { loaded, reference, argv, flags: command.opts<InferFlags>() };
}

function addInferFlags(command: Command): Command {
  return addRunFlags(
    command
      .description("infer a simulator's parameters from data")
      .argument("<plugin>", "PLUGIN[#SIMULATOR]"),
  )
    .option("--samples <n>", "posterior draws", count("--samples"), 10_000)
    .option("--features <list|count>", "condition on these features, or on the first so many")
    .addOption(choice("algorithm", "how to infer", algorithmNames).default("snpe"))
    .addOption(
      choice("estimator", "which network (default: of the algorithm)", [
        ...Object.keys(densities),
        ...Object.keys(ratios),
      ]),
    )
    .option(
      "--rounds <n>",
      "rounds, over which --simulations is split evenly",
      count("--rounds"),
      1,
    )
    .addOption(
      choice(
        "sampler",
        "what draws from a likelihood or ratio (default: slice)",
        Object.keys(samplers),
      ),
    );
}

const choice = (name: string, help: string, choices: readonly string[]) =>
  new Option(`--${name} <name>`, help).choices([...choices]);
