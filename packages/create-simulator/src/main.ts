#!/usr/bin/env node
import { relative, resolve } from "node:path";
import { RetrodictError } from "@retrodict/check";
import { Command } from "commander";
import { askName } from "./ask-name.ts";
import { createSimulator } from "./create-simulator.ts";
import { idOf } from "./name.ts";

const program = new Command("create-simulator")
  .description("Writes a Retrodict simulator plugin that builds, tests and runs at once.")
  .argument("[name]", "of the package, as my-model or @lab/my-model; asked for if missing")
  .option("--folder <path>", "where it goes (default: the name, without its scope)")
  .action(async (given: string | undefined, flags: { readonly folder?: string }) => {
    const name = given ?? (await askName());
    const folder = resolve(flags.folder ?? idOf(name));
    createSimulator({ name, folder });
    const shown = relative(process.cwd(), folder) || ".";
    console.log(`${name} is in ${shown}. Next:\n
  cd ${shown}
  npm install
  npm test
  npm run infer\n`);
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof RetrodictError)) throw error;
  console.error(`create-simulator: ${error.message.replace(/^\[[^\]]*\] /, "")}`);
  process.exitCode = 2;
}
