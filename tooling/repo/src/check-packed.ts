/**
 * Checks what would be published rather than what was built: packs every package, lints the tarballs
 * (publint, are-the-types-wrong), then installs all of them in an empty folder with npm and uses them
 * there on the system's own Node, which may be older than the workspace's.
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

function pack({ path }: Package): string {
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

/** Installs the tarballs as a user would and runs the consumer there. */
function consume(tarballs: readonly string[]): void {
  const folder = mkdtempSync(join(scratch, "consumer-"));
  const run = (command: string, args: readonly string[]) =>
    execFileSync(command, args, { cwd: folder, env: systemEnvironment, stdio: "inherit" });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", private: true }));
  run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error", ...tarballs]);
  copyFileSync(join(root, "tooling/repo/src/packed-consumer.js"), join(folder, "consumer.js"));
  const published = packages.map(({ manifest }) => manifest.name);
  run("node", ["consumer.js", ...published]);
  run("npx", ["retrodict", "describe", "hodgkin-huxley"]);
  const sizes = ["--simulations", "200", "--samples", "50", "--seed", "1"];
  const neuron = ["hodgkin-huxley", "--observation", "synthetic"];
  run("npx", ["retrodict", "infer", ...neuron, ...sizes, "--out", "run", "--json"]);
}

const problems: string[] = [];
const tarballs: string[] = [];
for (const pkg of packages) {
  const tarball = pack(pkg);
  tarballs.push(tarball);
  problems.push(...(await lint(pkg, tarball)));
}
for (const problem of problems) console.error(problem);
if (problems.length === 0) consume(tarballs);
rmSync(scratch, { recursive: true });
console.log(`${packages.length} packages packed, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
