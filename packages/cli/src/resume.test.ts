/** Runs of the real process, stopped at every step and resumed: the result must be that of a run nobody stopped. */
import { spawn } from "node:child_process";
import { cpSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { command, folderWith, line } from "./fixtures/run-command.ts";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));
const samples = (cwd: string, run: string) => readFileSync(join(cwd, run, "samples.csv"), "utf8");

interface Stop {
  readonly signal: "SIGINT" | "SIGKILL";
  /** Stop as soon as this file is there. */
  readonly at: string;
}

/** A process that is stopped; resolves with its exit code, null where it was killed, and what it said. */
async function stopped(cwd: string, argv: readonly string[], { signal, at }: Stop) {
  const child = spawn(process.execPath, [main, ...argv], { cwd });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  const look = { timeout: 50_000, interval: 2 };
  await expect.poll(() => existsSync(join(cwd, at)), look).toBe(true);
  child.kill(signal);
  return { code: await ended, stderr };
}

const round = (item: string) => `run.partial/rounds/round-${item}.safetensors`;

describe("a run of two rounds", () => {
  const cwd = folderWith({ "some.json": "[1.2, 0.8]" });
  const flags = ["--algorithm", "tsnpe", "--estimator", "mdn", "--rounds", "2"];
  const few = ["--simulations", "400", "--samples", "50"];
  const infer = ["infer", line, "--observed", "some.json", ...flags, ...few];

  test("killed at every step and resumed gives the bytes of one that was not", async () => {
    expect((await command(cwd, [...infer, "--out", "whole"])).code).toBe(0);
    const steps = [
      "run.partial/command.json",
      ...["0-theta", "0-x-0", "0-x-32", "0-fit", "1-theta", "1-x-0", "1-fit"].map(round),
    ];
    for (const [i, at] of steps.entries()) {
      const argv = i === 0 ? [...infer, "--out", "run"] : ["resume", "run"];
      const { code, stderr } = await stopped(cwd, argv, { signal: "SIGKILL", at });
      expect({ code, stderr }).toEqual({ code: null, stderr: "" });
      expect(existsSync(join(cwd, "run"))).toBe(false);
    }
    // From elsewhere: the command's own paths still start where it was given.
    const there = dirname(cwd);
    const resumed = await command(there, ["resume", join(basename(cwd), "run.partial")]);
    expect(resumed.code).toBe(0);
    expect(resumed.stdout).toMatch(/run: 50 posterior draws, see .*run\/report\.html\n$/);
    expect(samples(cwd, "run")).toBe(samples(cwd, "whole"));
    expect(readdirSync(cwd).toSorted()).toEqual(["run", "some.json", "whole"]);
  });

  test("is refused when the data or the simulator have changed", async () => {
    const record = JSON.parse(readFileSync(join(cwd, "whole/command.json"), "utf8"));
    expect(record).toMatchObject({ cwd, command: [...infer, "--out", "whole"] });
    const began = (version: string, data: string) => {
      const there = folderWith({ "some.json": data });
      cpSync(join(cwd, "whole"), join(there, "run.partial"), { recursive: true });
      const versions = { ...record.versions, line: version };
      const changed = JSON.stringify({ ...record, cwd: there, versions });
      writeFileSync(join(there, "run.partial/command.json"), changed);
      return command(there, ["resume", "run"]);
    };
    expect(await began("2.1.0", "[1.2, 0.9]")).toMatchObject({
      code: 2,
      stderr:
        "retrodict: some.json has changed since the run began; restore it, or start a new run\n",
    });
    expect(await began("2.0.0", "[1.2, 0.8]")).toMatchObject({
      code: 2,
      stderr:
        "retrodict: the run began with version 2.0.0 of line, but 2.1.0 is installed; install 2.0.0, or start a new run\n",
    });
    expect(await began("2.1.0", "[1.2, 0.8]")).toMatchObject({ code: 0, stderr: "" });
  });
});

test("Ctrl-C ends with 130, says what is kept and how to go on", async () => {
  const cwd = folderWith({ "some.json": "[1, 1]" });
  const slow = ["--observed", "some.json", "--mode", "slow", "--workers", "1", "--out", "run"];
  const stop = { signal: "SIGINT", at: "hundred-rows" } as const;
  const { code, stderr } = await stopped(cwd, ["infer", line, ...slow], stop);
  expect(code).toBe(130);
  const said =
    /^retrodict: interrupted; (\d+) of 10000 simulations are kept in run\.partial; go on with retrodict resume run\n$/;
  expect(stderr).toMatch(said);
  // The first stretch of rows is kept by the time the hundredth is done; the one under way is not.
  expect(Number(said.exec(stderr)![1])).toBeGreaterThanOrEqual(32);
  expect(existsSync(join(cwd, "run"))).toBe(false);
});

test("a failure after the simulations keeps them and says so", async () => {
  const cwd = folderWith({ "some.json": "[1, 1]" });
  const bare = ["infer", line, "--observed", "some.json", "--simulations", "19", "--out", "run"];
  const { code, stderr } = await command(cwd, bare);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^retrodict: expected at least 20 simulations .*; 19 of 19 simulations are kept in run\.partial\n$/,
  );
  rmSync(join(cwd, "run.partial"), { recursive: true });
});
