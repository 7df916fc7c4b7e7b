import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter } from "node:path";

/** tfjs-node calls a function that Node 23 removed. */
const NEWEST = 22;

/** The first Node on the path that tfjs-node runs on. */
export function oldNode(): string | undefined {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => `${folder}/node`)
    .find((file) => existsSync(file) && majorVersion(file) <= NEWEST);
}

function majorVersion(node: string): number {
  return Number(
    execFileSync(node, ["-p", "process.versions.node.split('.')[0]"], { encoding: "utf8" }),
  );
}
