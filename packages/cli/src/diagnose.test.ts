import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { DiagnosticsRecord } from "./diagnostics-file.ts";
import { command, folderWith, line } from "./fixtures/run-command.ts";

const read = (...path: string[]) => readFileSync(join(...path), "utf8");
const found = (...path: string[]) =>
  JSON.parse(read(...path, "diagnostics.json")) as DiagnosticsRecord;

/** The checks that came out so, by name. */
const named = ({ checks }: DiagnosticsRecord, outcome: string) =>
  checks.filter((one) => one.outcome === outcome).map(({ name }) => name);

const enough = ["--trials", "150", "--draws", "99", "--workers", "1"];
const few = ["--trials", "40", "--draws", "99", "--workers", "1"];

/** Nothing to train: the posterior is read from the simulations. */
const quick = ["--algorithm", "abc", "--simulations", "1000"];

/** All files of a folder but those that diagnose writes, with their content. */
const others = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^(diagnostics\.json|report\.html)$/.test(entry.name))
    .map(({ parentPath, name }) => [name, read(parentPath, name)]);

describe("diagnose", () => {
  const cwd = folderWith({ "far.json": "[1, 6]", "steep.json": "[3.425, 1.5]" });
  const infer = async (out: string, ...flags: string[]) => {
    const data = flags.includes("--observed") ? [] : ["--observation", "steep"];
    const argv = ["infer", line, ...data, "--samples", "1000", ...flags, "--out", out];
    expect(await command(cwd, argv)).toMatchObject({ code: 0 });
  };
  beforeAll(() => infer("run", "--simulations", "1000"), 60_000);

  test("passes a posterior that is right, and says what it did", async () => {
    const before = others(join(cwd, "run"));
    const { code, stdout, stderr } = await command(cwd, ["diagnose", "run", ...enough]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const record = found(cwd, "run");
    expect(named(record, "fail")).toEqual([]);
    expect(record).toMatchObject({ scope: "prior", draws: 99, trials: { used: 150, failed: 0 } });
    expect(record.checks.map(({ name }) => name)).toEqual([
      "sbc",
      "coverage",
      "tarp",
      "average",
      "recovery",
      "local",
      "misspecification",
      "predictive",
    ]);
    expect(record.ranks).toHaveLength(150);
    // Both are known to a few hundredths of ranges of 4 and 10.
    for (const { correlation, contraction } of record.recovery) {
      expect(correlation).toBeGreaterThan(0.95);
      expect(contraction).toBeGreaterThan(0.95);
    }
    const told = stdout.trimEnd().split("\n");
    expect(told[0]).toContain("150 data sets were simulated with parameters from the prior");
    record.checks.forEach(({ outcome, title, sentence }, i) =>
      expect(told[i + 1]).toBe(`${outcome.padEnd(8)}${title}: ${sentence}`),
    );
    expect(told.at(-1)).toBe("run: 0 of 8 checks failed, see run/report.html");
    expect(others(join(cwd, "run"))).toEqual(before);
  });

  test("adds its findings to the report, which keeps them when drawn anew", async () => {
    const html = read(cwd, "run/report.html");
    expect(html).toContain("Is the posterior right?");
    expect(html).toContain("No check of the posterior failed");
    for (const { title } of found(cwd, "run").checks) expect(html).toContain(title);
    await command(cwd, ["report", "run"]);
    expect(read(cwd, "run/report.html")).toBe(html);
  });

  test("gives the same bytes for any number of workers", async () => {
    await command(cwd, ["diagnose", "run", ...few]);
    const first = read(cwd, "run/diagnostics.json");
    await command(cwd, ["diagnose", "run", ...few, "--workers", "2"]);
    expect(read(cwd, "run/diagnostics.json")).toBe(first);
  });

  test("flags a posterior learned from another simulator, in words and as JSON; takes failures", async () => {
    await infer("noisier", "--observed", "steep.json", ...quick);
    const path = join(cwd, "noisier/command.json");
    const then = JSON.parse(read(path));
    // Ten times the noise that the posterior has learned, and a simulator that may fail.
    const flags = ["--noise-level", "1", "--mode", "mostly-throws"];
    const noisier = { ...then, command: [...then.command, ...flags] };
    writeFileSync(path, JSON.stringify(noisier));
    const { code, stdout } = await command(cwd, ["diagnose", "noisier", ...enough, "--json"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^[^\n]+\n$/);
    const result = JSON.parse(stdout) as DiagnosticsRecord;
    expect(result).toMatchObject({ scope: "prior", out: "noisier" });
    const { trials, ranks } = found(cwd, "noisier");
    expect(trials.used + trials.failed).toBe(150);
    // Binomial with chance 0.6; five standard errors.
    expect(Math.abs(trials.failed - 90)).toBeLessThan(5 * Math.sqrt(150 * 0.24));
    expect(ranks).toHaveLength(trials.used);
    expect(named(result, "fail")).toEqual(
      expect.arrayContaining(["sbc", "coverage", "tarp", "recovery"]),
    );
    expect(result.checks[0].sentence).toContain("too narrow");
    const html = read(cwd, "noisier/report.html");
    const warnings = html.slice(html.indexOf("Before you trust this"), html.indexOf("in numbers"));
    expect(warnings).toContain("too narrow");
  });

  test("flags an observation unlike anything the prior predicts", async () => {
    await infer("far", "--observed", "far.json", ...quick);
    await command(cwd, ["diagnose", "far", ...few]);
    const record = found(cwd, "far");
    expect(named(record, "fail")).toEqual(
      expect.arrayContaining(["misspecification", "predictive"]),
    );
    const { sentence } = record.checks.find(({ name }) => name === "misspecification")!;
    expect(sentence).toContain("most of all rise");
  });

  test("judges the posterior of several rounds at its observation", async () => {
    await infer("near", "--algorithm", "abc-smc", "--rounds", "2", "--simulations", "1000");
    const { code, stdout } = await command(cwd, ["diagnose", "near", ...few]);
    expect(code).toBe(0);
    expect(stdout).toContain("The run learned in 2 rounds");
    const record = found(cwd, "near");
    expect(record.scope).toBe("observation");
    expect(record.checks.map(({ name }) => name)).not.toContain("average");
    // Truths are drawn from the posterior, whose slope has a standard deviation below 0.1.
    const [slope] = record.recovery;
    for (const value of slope.truth) expect(Math.abs(value - 1.5)).toBeLessThan(0.5);
  });

  test("takes whole traces", async () => {
    const trace = Array.from({ length: 20 }, (_, i) => 1 + i / 10);
    writeFileSync(join(cwd, "trace.json"), JSON.stringify(trace));
    const bare = ["infer", line.replace("#line", "#bare"), "--observed", "trace.json"];
    const flags = ["--estimator", "mdn", "--simulations", "200", "--out", "trace"];
    expect(await command(cwd, [...bare, ...flags])).toMatchObject({ code: 0 });
    expect(await command(cwd, ["diagnose", "trace", ...few])).toMatchObject({ code: 0 });
    expect(found(cwd, "trace").features).toHaveLength(20);
  });

  test("leaves the run as it was when interrupted", async () => {
    const flags = ["--observed", "steep.json", "--mode", "slow", "--simulations", "100"];
    await infer("slow", ...flags, "--algorithm", "abc");
    const before = [others(join(cwd, "slow")), read(cwd, "slow/report.html")];
    const interrupt = new AbortController();
    setTimeout(() => interrupt.abort(), 500);
    const { code, stdout, stderr } = await command(
      cwd,
      ["diagnose", "slow", ...few],
      interrupt.signal,
    );
    expect({ code, stdout, stderr }).toEqual({
      code: 130,
      stdout: "",
      stderr: "retrodict: interrupted; the run is as it was\n",
    });
    expect([others(join(cwd, "slow")), read(cwd, "slow/report.html")]).toEqual(before);
    expect(readdirSync(join(cwd, "slow"))).not.toContain("diagnostics.json");
  });

  test.each([
    ["no such folder", "nowhere", () => {}, /^retrodict: RUN nowhere\/run\.json: cannot read it/],
    [
      "a run without its fit",
      "bad",
      (folder: string) => rmSync(join(folder, "posterior.safetensors")),
      /posterior\.safetensors: cannot read it/,
    ],
    [
      "another version of the simulator",
      "bad",
      (folder: string) => {
        const path = join(folder, "command.json");
        writeFileSync(path, read(path).replace("2.1.0", "1.0.0"));
      },
      /began with version 1\.0\.0 of line, but 2\.1\.0 is installed/,
    ],
  ])("refuses %s", async (_, name, spoil, message) => {
    const folder = join(cwd, "bad");
    rmSync(folder, { recursive: true, force: true });
    cpSync(join(cwd, "run"), folder, { recursive: true });
    spoil(folder);
    const { code, stderr } = await command(cwd, ["diagnose", name, ...few]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  test("refuses a single draw", async () => {
    const { code, stderr } = await command(cwd, ["diagnose", "run", "--draws", "1"]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "retrodict: --draws: expected a whole number of at least 2, got 1; raise it\n",
    });
  });

  test("report refuses diagnostics that are none", async () => {
    const folder = join(cwd, "odd");
    cpSync(join(cwd, "run"), folder, { recursive: true });
    for (const text of ["{}", "{"]) {
      writeFileSync(join(folder, "diagnostics.json"), text);
      const { code, stderr } = await command(cwd, ["report", "odd"]);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^retrodict: odd\/diagnostics\.json: not .*diagnose the run again\n$/);
    }
  });
});
