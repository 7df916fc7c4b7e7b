import { execFileSync } from "node:child_process";
import { arch, cpus, platform } from "node:os";
import { join } from "node:path";
import type { Provenance } from "./types.ts";

const root = join(import.meta.dirname, "../../..");

/** Which code runs where. */
export function provenance(): Omit<Provenance, "date"> {
  const changes = git("status", "--porcelain", "--", "packages", "plugins");
  return {
    commit: git("rev-parse", "--short=12", "HEAD") + (changes === "" ? "" : "+"),
    machine: `${cpus()[0]?.model.trim() ?? arch()}, ${cpus().length} cores, ${platform()}`,
  };
}

const git = (...args: readonly string[]): string =>
  execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
