/** Whole runs of each kind of algorithm: run, report, and draws from what was kept. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { command, folderWith, line } from "./fixtures/run-command.ts";

interface Case {
  readonly flags: readonly string[];
  readonly names: Readonly<Record<string, string | number>>;
  /** Of the draws. */
  readonly diagnostics: readonly string[];
  /** Whether the fit holds near the data of its rounds only. */
  readonly local: boolean;
}

const cases: readonly Case[] = [
  {
    flags: ["--algorithm", "tsnpe", "--estimator", "mdn", "--rounds", "2"],
    names: { algorithm: "tsnpe", estimator: "mdn", rounds: 2 },
    diagnostics: ["acceptance"],
    local: true,
  },
  {
    flags: ["--algorithm", "snle", "--estimator", "mdn", "--sampler", "nuts", "--rounds", "2"],
    names: { algorithm: "snle", estimator: "mdn", sampler: "nuts", rounds: 2 },
    diagnostics: ["rHat", "ess"],
    local: false,
  },
  {
    flags: ["--algorithm", "snre-a", "--estimator", "mlp", "--rounds", "1"],
    names: { algorithm: "snre-a", estimator: "mlp", sampler: "slice", rounds: 1 },
    diagnostics: ["rHat", "ess"],
    local: false,
  },
  {
    flags: ["--algorithm", "abc-smc", "--rounds", "3"],
    names: { algorithm: "abc-smc", rounds: 3 },
    diagnostics: ["ess"],
    local: true,
  },
];

describe.each(cases)("$flags", ({ flags, names, diagnostics, local }) => {
  const cwd = folderWith({ "other.json": "[1, 0.5]" });
  const read = (file: string) => readFileSync(join(cwd, file), "utf8");
  const trained = "estimator" in names;
  const rounds = Number(names.rounds);

  test("runs, and writes down how", async () => {
    const few = ["--simulations", "300", "--samples", "100", "--json", "--out", "run"];
    const run = ["infer", line, "--observation", "steep", ...flags, ...few];
    const { code, stdout, stderr } = await command(cwd, run);
    expect(code).toBe(0);
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({ algorithm: names.algorithm, rounds, simulations: 300 });
    for (const name of diagnostics) expect(result[name]).toBeGreaterThan(0);
    const { configuration, inference, warnings } = JSON.parse(read("run/run.json"));
    expect(configuration).toMatchObject({ simulations: 300, ...names });
    expect("training" in inference).toBe(trained);
    expect(inference.rounds).toHaveLength(rounds);
    for (const round of inference.rounds) {
      expect(round).toMatchObject({ simulations: 300 / rounds, failures: 0 });
      expect("training" in round).toBe(trained);
    }
    expect(existsSync(join(cwd, "run/posterior.safetensors"))).toBe(trained);
    const told = stderr.split("\n").filter((text) => text !== "");
    expect(told).toEqual(warnings.map((text: string) => `retrodict: warning: ${text}`));
  });

  test("has a report of its rounds and draws", async () => {
    const html = read("run/report.html");
    expect(html.includes("<h2>Rounds</h2>")).toBe(rounds > 1);
    expect(html.includes("<h2>Training</h2>")).toBe(trained);
    expect(html.includes("R-hat")).toBe(diagnostics.includes("rHat"));
    expect((await command(cwd, ["report", "run"])).code).toBe(0);
    expect(read("run/report.html")).toBe(html);
  });

  test("draws again from what it kept, for the same data and for others", async () => {
    const { values } = JSON.parse(read("run/run.json")).inference.observed;
    const there = folderWith({ "same.json": JSON.stringify(values), "other.json": "[1, 0.5]" });
    const sample = (file: string) =>
      command(there, ["sample", join(cwd, "run"), "--observed", file, "--samples", "100"]);
    const same = await sample("same.json");
    expect(same.stdout).toBe(read("run/samples.csv"));
    const warning = `the ${rounds} rounds of ${names.algorithm} learned the posterior near observation steep only; draws for other.json`;
    expect(same.stderr).not.toContain("learned the posterior near");
    const other = await sample("other.json");
    expect(other.code).toBe(0);
    expect(other.stdout).not.toBe(same.stdout);
    expect(other.stderr.includes(warning)).toBe(local);
  });
});
