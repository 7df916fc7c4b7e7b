import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { ExplorationRecord } from "./exploration-record.ts";
import { command, folderWith, line } from "./fixtures/run-command.ts";

const read = (...path: string[]) => readFileSync(join(...path), "utf8");
const found = (cwd: string) => JSON.parse(read(cwd, "run/explore.json")) as ExplorationRecord;

/** A sum whose raw output has a number that is no feature. */
const sum = `
const field = (name) => ({ name, unit: "1", description: name + ".", shape: [] });
const info = {
  specVersion: 1, id: "sum", version: "1.0.0", description: "A sum.",
  parameters: ["a", "b"].map((name) => ({ ...field(name), bounds: [0, 1], default: 0.5 })),
  outputs: [field("total"), field("cost")],
};
const simulate = (rng, [a, b], out) => { out[0] = a + b + 0.01 * rng.normal(); out[1] = 3 * a; };
const create = () => ({ info, simulate });
const summary = () => ({
  features: [field("total"), field("half"), field("none")],
  compute(raw, out) { out[0] = raw[0]; out[1] = raw[0] / 2; out[2] = 1; },
});
export const plugin = { specVersion: 1, name: "sum", simulators: [{ info, create, summary }] };
`;

describe("explore", () => {
  const cwd = folderWith({ "sum.mjs": sum, "one.json": "[1]" });
  const explore = (verb: string, ...flags: string[]) =>
    command(cwd, ["explore", verb, "run", ...flags]);
  const told = async (verb: string, ...flags: string[]) => {
    const { code, stdout, stderr } = await explore(verb, ...flags);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return stdout;
  };
  const bytes = async (verb: string, workers: string) => {
    const fewer = verb === "path" ? [] : ["--simulations", "100"];
    await told(verb, "--workers", workers, "--seed", "7", ...fewer);
    return read(cwd, "run/explore.json");
  };

  beforeAll(async () => {
    // Nothing to train: the posterior is read from the simulations.
    const quick = ["--algorithm", "abc", "--simulations", "2000", "--samples", "500"];
    const steep = ["infer", line, "--observation", "steep", ...quick, "--out", "run"];
    expect(await command(cwd, steep)).toMatchObject({ code: 0 });
    const one = ["--observed", "one.json", "--features", "total"];
    const total = ["infer", "./sum.mjs", ...one, ...quick, "--out", "total"];
    expect(await command(cwd, total)).toMatchObject({ code: 0 });
  }, 60_000);

  test("map finds the most probable parameters", async () => {
    const stdout = await told("map");
    const { verdict, modes, seed } = found(cwd).map!;
    expect({ outcome: verdict.outcome, seed }).toEqual({ outcome: "converged", seed: 1 });
    // What made the data, to a few of the neighbours' spreads.
    expect(Math.abs(modes[0].theta[0]! - 1.5)).toBeLessThan(0.5);
    expect(Math.abs(modes[0].theta[1]! - 2)).toBeLessThan(0.5);
    expect(stdout).toMatch(/^The highest density is /);
    expect(stdout).toMatch(/\n {2}slope +V\/s +1\.\d+/);
    expect(stdout).toMatch(/\nrun: see run\/report\.html\n$/);
  });

  test("path connects distant draws of one mode, and simulations agree", async () => {
    const stdout = await told("path", "--workers", "1");
    const path = found(cwd).path!;
    expect(path.verdict.outcome).toBe("connected");
    expect(path.simulated!.verdict.outcome).toBe("supported");
    expect(path.from).not.toBe(path.to);
    expect(stdout.split("\n").slice(0, 2)).toEqual(path.sentences);
    const draws = read(cwd, "run/samples.csv").split("\n").slice(1);
    const ends = [path.points[0], path.points.at(-1)!];
    [path.from, path.to].forEach((row, i) =>
      draws[row - 1].split(",").forEach((value, j) => {
        expect(ends[i][j]).toBeCloseTo(Number(value), 4);
      }),
    );
  });

  test("path goes between the draws that are named, and may go by the density alone", async () => {
    await told("path", "--from", "3", "--to", "5", "--no-simulate");
    const path = found(cwd).path!;
    expect([path.from, path.to]).toEqual([3, 5]);
    expect(path.simulated).toBeUndefined();
    expect(path.sentences).toHaveLength(1);
  });

  test("conditional has both kinds of correlations, which are alike without other parameters", async () => {
    const stdout = await told("conditional", "--draws", "2", "--parameters", "offset,slope");
    const { parameters, conditional, marginal, draws } = found(cwd).conditional!;
    expect({ parameters, draws }).toEqual({ parameters: ["slope", "offset"], draws: 2 });
    // Lines of the same height in the middle: a steeper one starts lower.
    expect(conditional[0][1]).toBeLessThan(-0.3);
    expect(Math.abs(conditional[0][1]! - marginal[0][1]!)).toBeLessThan(0.25);
    expect(stdout).toMatch(/^slope and offset are tied most: /);
  });

  test("sensitivity tells what features depend on", async () => {
    const stdout = await told("sensitivity", "--simulations", "300");
    const { features, simulations } = found(cwd).sensitivity!;
    expect(simulations).toBe(300);
    expect(features.map(({ feature }) => feature.name)).toEqual(["mean", "rise"]);
    // The rise is the slope, whatever the offset; the mean rises with both.
    const [mean, rise] = features.map(({ regression }) => regression.coefficients);
    expect(rise[0]).toBeGreaterThan(0.9);
    expect(Math.min(mean[0]!, mean[1]!)).toBeGreaterThan(0.1);
    expect(stdout).toMatch(/\nrise changes most with slope \(/);
  });

  test("every section is kept, and shown by the report", async () => {
    expect(Object.keys(found(cwd)).slice(2)).toEqual(["map", "path", "conditional", "sensitivity"]);
    const html = read(cwd, "run/report.html");
    expect(html).toContain("What the posterior tells");
    const { map, path, conditional, sensitivity } = found(cwd);
    for (const { sentences } of [map!, path!, conditional!, sensitivity!])
      expect(html).toContain(sentences[0].replaceAll("'", "&#39;"));
    await command(cwd, ["report", "run"]);
    expect(read(cwd, "run/report.html")).toBe(html);
  });

  test("the same seed gives the same bytes for any number of workers", async () => {
    for (const verb of ["path", "sensitivity"]) {
      expect(await bytes(verb, "2")).toBe(await bytes(verb, "1"));
    }
  });

  test("sensitivity takes features and outputs that the run did not condition on", async () => {
    const argv = ["explore", "sensitivity", "total", "--of", "half,cost,none"];
    const { code, stdout } = await command(cwd, [...argv, "--simulations", "200", "--json"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^[^\n]+\n$/);
    const { features, sentences, out } = JSON.parse(stdout);
    expect(out).toBe("total");
    expect(features.map((one: { feature: { name: string } }) => one.feature.name)).toEqual([
      "half",
      "cost",
    ]);
    // Three times a exactly.
    const [, cost] = features;
    expect(cost.regression.coefficients[0]).toBeCloseTo(1, 6);
    expect(cost.regression.rSquared).toBeCloseTo(1, 6);
    expect(sentences.at(-1)).toBe("none is left out: it is the same in all simulations.");
  });

  test("leaves the run as it was when interrupted", async () => {
    const before = [read(cwd, "run/explore.json"), read(cwd, "run/report.html")];
    const interrupt = new AbortController();
    interrupt.abort();
    const outcome = await command(cwd, ["explore", "map", "run"], interrupt.signal);
    expect(outcome).toEqual({
      code: 130,
      stdout: "",
      stderr: "retrodict: interrupted; the run is as it was\n",
    });
    expect([read(cwd, "run/explore.json"), read(cwd, "run/report.html")]).toEqual(before);
    expect(readdirSync(join(cwd, "run")).filter((name) => name.endsWith(".partial"))).toEqual([]);
  });

  test.each([
    ["one end", ["path", "--from", "3"], /a path has two ends; pass both --from and --to/],
    ["an end that is not there", ["path", "--from", "3", "--to", "999"], /--to 999: .* 500 draws/],
    ["equal ends", ["path", "--from", "3", "--to", "3"], /--from and --to both name draw 3/],
    [
      "an unknown parameter",
      ["conditional", "--parameters", "slop,offset"],
      /--parameters: unknown parameter "slop" \(did you mean slope\?\)/,
    ],
    [
      "a single parameter",
      ["conditional", "--parameters", "slope"],
      /--parameters: expected two or more/,
    ],
    [
      "an unknown feature",
      ["sensitivity", "--of", "rse"],
      /--of: unknown feature or output "rse" \(did you mean rise\?\); choose from mean, rise/,
    ],
  ])("refuses %s", async (_, [verb, ...flags], message) => {
    const { code, stdout, stderr } = await explore(verb, ...flags);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });

  test("refuses a file of something else", async () => {
    cpSync(join(cwd, "run"), join(cwd, "odd"), { recursive: true });
    for (const text of ["{}", "{"]) {
      writeFileSync(join(cwd, "odd/explore.json"), text);
      const { code, stderr } = await command(cwd, ["report", "odd"]);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^retrodict: odd\/explore\.json: not .*remove it\n$/);
    }
  });
});
