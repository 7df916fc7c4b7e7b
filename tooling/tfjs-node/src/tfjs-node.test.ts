import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { bundle } from "./bundle.ts";
import type { Conformance } from "./conformance.ts";
import { oldNode } from "./old-node.ts";

const directory = process.env.RETRODICT_TFJS_NODE;

const missing = (): string | undefined => {
  if (directory === undefined)
    return "RETRODICT_TFJS_NODE names no directory made by build-binding.sh";
  return oldNode() === undefined ? "no Node 22 or older is on the path" : undefined;
};

test("the engine on tfjs-node agrees with the reference engine", async ({ skip }) => {
  const reason = missing();
  if (reason !== undefined) {
    console.warn(`tfjs-node is not tested: ${reason}`);
    skip(reason);
  }
  const main = await bundle(directory!);
  const output = execFileSync(oldNode()!, [main, "check", "node"], { encoding: "utf8" });
  const { worst, losses, referenceLosses } = JSON.parse(output) as Conformance;
  for (const [name, error] of Object.entries(worst)) expect(error, name).toBeLessThan(1);
  expect(losses[0] - losses.at(-1)!).toBeGreaterThan(0.05);
  losses.forEach((loss, i) => expect(Math.abs(loss - referenceLosses[i])).toBeLessThan(1e-4));
});
