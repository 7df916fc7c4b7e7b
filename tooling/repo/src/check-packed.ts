/**
 * Checks what would be published rather than what was built: packs every package, lints the tarballs
 * (publint, are-the-types-wrong), then installs all of them in an empty folder with npm and uses them
 * there on the system's own Node, which may be older than the workspace's: as a program, as a command
 * with plugins of others, and to write a plugin.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { publishedPackages, type Package } from "./workspace.ts";

const root = join(import.meta.dirname, "../../..");
const scratch = mkdtempSync(join(tmpdir(), "packed-"));
const packages = publishedPackages(root);

/** The environment without the workspace's binaries, so `node` and `npm` are the system's. */
const systemEnvironment = {
  ...process.env,
  PATH: (process.env.PATH ?? "")
    .split(delimiter)
    .filter((entry) => !entry.includes("node_modules"))
    .join(delimiter),
};

/** A plugin that is not among the packages, as those of others. */
const foreignPlugin = {
  path: join(root, "examples/climate-plugin"),
  name: "@retrodict-examples/climate-plugin",
};

function pack(path: string): string {
  const listing = execFileSync("pnpm", ["pack", "--json", "--pack-destination", scratch], {
    cwd: path,
    encoding: "utf8",
  });
  const { filename } = JSON.parse(listing) as { filename: string };
  return filename;
}

async function lint({ manifest }: Package, tarball: string): Promise<string[]> {
  const { messages, pkg } = await publint({ pack: { tarball: bytes(tarball) } });
  const problems = messages.map((message) => `${manifest.name}: ${formatMessage(message, pkg)}`);
  try {
    execFileSync(
      join(root, "tooling/repo/node_modules/.bin/attw"),
      [tarball, "--profile", "esm-only", "--no-emoji", "--no-color"],
      { encoding: "utf8", stdio: "pipe" },
    );
  } catch (error) {
    problems.push(`${manifest.name}: ${(error as { stdout: string }).stdout}`);
  }
  return problems;
}

const bytes = (path: string): ArrayBuffer => new Uint8Array(readFileSync(path)).buffer;

const runIn =
  (folder: string) =>
  (command: string, ...args: readonly string[]) =>
    execFileSync(command, args, { cwd: folder, env: systemEnvironment, stdio: "inherit" });

const quietly = ["--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
const short = (out: string): readonly string[] =>
  `--simulations 200 --samples 50 --seed 1 --json --out ${out}`.split(" ");

/** Installs the tarballs as a user would, uses them in a program and in the command, and writes a plugin. */
function consume(tarballs: readonly string[]): void {
  const folder = mkdtempSync(join(scratch, "consumer-"));
  const run = runIn(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", private: true }));
  run("npm", "install", ...quietly, ...tarballs, pack(foreignPlugin.path));
  copyFileSync(join(root, "tooling/repo/src/packed-consumer.js"), join(folder, "consumer.js"));
  run("node", "consumer.js", ...packages.map(({ manifest }) => manifest.name));
  run("npx", "retrodict", "describe", "hodgkin-huxley");
  const infer = (plugin: string, observation: string, out: string) =>
    run("npx", "retrodict", "infer", plugin, "--observation", observation, ...short(out));
  infer("hodgkin-huxley", "synthetic", "neuron");
  run("npx", "retrodict", "describe", foreignPlugin.name);
  infer(foreignPlugin.name, "known-climate", "climate");
  run("npx", "create-simulator", "@lab/tide-gauge");
  developPlugin(join(folder, "tide-gauge"), tarballs);
}

/** What the README of a new plugin tells its author to do, with the tarballs in place of what will be published. */
function developPlugin(folder: string, tarballs: readonly string[]): void {
  const run = runIn(folder);
  run("npm", "install", ...quietly, ...tarballs);
  run("npm", "test");
  run("npm", "run", "infer", "--", ...short("run"));
  run("npx", "retrodict", "describe", "@lab/tide-gauge");
  run("npm", "pack", "--dry-run");
}

const problems: string[] = [];
const tarballs: string[] = [];
for (const pkg of packages) {
  const tarball = pack(pkg.path);
  tarballs.push(tarball);
  problems.push(...(await lint(pkg, tarball)));
}
for (const problem of problems) console.error(problem);
if (problems.length === 0) consume(tarballs);
rmSync(scratch, { recursive: true });
console.log(`${packages.length} packages packed, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
