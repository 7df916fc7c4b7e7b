import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decodeArtifact } from "@retrodict/artifact";
import { describe, expect, test } from "vitest";
import { command, folderWith, line } from "./fixtures/run-command.ts";
import { parseTable } from "./table.ts";

const few = ["--simulations", "200", "--samples", "100"];
const infer = (...rest: string[]) => ["infer", line, "--observation", "steep", ...few, ...rest];
const read = (...path: string[]) => readFileSync(join(...path), "utf8");
const table = (...path: string[]) => parseTable(read(...path), path.at(-1)!);

describe("infer", () => {
  const cwd = folderWith();

  test("writes samples, record, posterior, predictions and report, and says where", async () => {
    const { code, stdout, stderr } = await command(cwd, infer("--out", "run", "--workers", "1"));
    expect(stderr).toBe("");
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: "run: 100 posterior draws, see run/report.html\n",
    });
    expect(readdirSync(cwd)).toEqual(["run"]);
    expect(readdirSync(join(cwd, "run")).toSorted()).toEqual([
      "command.json",
      "posterior.safetensors",
      "predictive-statistics.csv",
      "predictive-traces.csv",
      "report.html",
      "rounds",
      "run.json",
      "samples.csv",
    ]);
    const samples = table(cwd, "run/samples.csv");
    expect(samples.names).toEqual(["slope", "offset"]);
    expect(samples.columns[0]).toHaveLength(100);
    expect(table(cwd, "run/predictive-traces.csv").names.slice(0, 3)).toEqual([
      "time",
      "observed",
      "draw_1",
    ]);
    expect(table(cwd, "run/predictive-statistics.csv").names).toEqual(["mean", "rise"]);
    const record = JSON.parse(read(cwd, "run/run.json"));
    expect(record).toMatchObject({
      seed: 1,
      versions: { line: "2.1.0" },
      configuration: { simulations: 200, features: ["mean", "rise"], estimator: "flows" },
      failures: { total: 0 },
      inference: { samples: 100, excludedRows: 0, observed: { truth: [1.5, 2] } },
    });
    expect(record.inference.training.validation.length).toBeGreaterThan(1);
    expect(record.inference.misspecification).toMatchObject({ outcome: "unclear" });
    const report = read(cwd, "run/report.html");
    expect(report).toContain("<svg");
    expect(report).toContain(record.inference.misspecification.sentence);
  });

  test("infer, report and sample say where data are unlike the simulations", async () => {
    const far = folderWith({ "far.json": "[1, 900]", "near.json": "[3, 1.5]" });
    const flags = ["--simulations", "400", "--samples", "20", "--estimator", "mdn"];
    const said = /The observation is unlike the simulations from the prior \(p = 0\.00\d+\)/;
    const observed = (file: string) => ["infer", line, "--observed", file, ...flags];
    const { stderr } = await command(far, [...observed("far.json"), "--out", "far"]);
    expect(stderr).toMatch(said);
    expect(read(far, "far/report.html")).toMatch(said);
    const near = await command(far, [...observed("near.json"), "--out", "near"]);
    expect(near.stderr).toBe("");
    expect(read(far, "near/report.html")).toMatch(/lies among 400 simulations .* \(p = /);
    const sample = ["sample", "near", "--samples", "5", "--observed"];
    expect((await command(far, [...sample, "near.json"])).stderr).toBe("");
    expect((await command(far, [...sample, "far.json"])).stderr).toMatch(said);
  });

  test("gives the same bytes for any number of workers, and others for another seed", async () => {
    await command(cwd, infer("--out", "three", "--workers", "3"));
    await command(cwd, infer("--out", "seed-2", "--seed", "2"));
    const samples = read(cwd, "run/samples.csv");
    expect(read(cwd, "three/samples.csv")).toBe(samples);
    expect(read(cwd, "seed-2/samples.csv")).not.toBe(samples);
  });

  test("prints one line of JSON when asked, and takes bounds and features", async () => {
    const flags = ["--json", "--prior", "slope=1:2", "--features", "1", "--out", "narrow"];
    const { code, stdout } = await command(cwd, infer(...flags));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^[^\n]+\n$/);
    const result = JSON.parse(stdout) as Record<string, unknown>;
    expect(result).toMatchObject({ out: "narrow", simulations: 200, failures: 0 });
    for (const name of [
      "simulateSeconds",
      "trainSeconds",
      "sampleSeconds",
      "epochs",
      "logProbHeldOut",
    ])
      expect(result[name]).toEqual(expect.any(Number));
    const [slope] = table(cwd, "narrow/samples.csv").columns;
    expect(Math.min(...slope)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...slope)).toBeLessThanOrEqual(2);
    expect(JSON.parse(read(cwd, "narrow/run.json")).inference.observed.values).toHaveLength(1);
  });

  test("refuses to run into the folder of another run", async () => {
    const { code, stderr } = await command(cwd, infer("--out", "run"));
    expect(code).toBe(2);
    expect(stderr).toMatch(/^retrodict: --out run: the folder is not empty/);
  });

  test("report draws the report anew from the files", async () => {
    const before = read(cwd, "run/report.html");
    const { code, stdout } = await command(cwd, ["report", "run"]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "run/report.html\n" });
    expect(read(cwd, "run/report.html")).toBe(before);
  });

  test("sample draws from the saved posterior given other data", async () => {
    const record = JSON.parse(read(cwd, "run/run.json"));
    const cwd2 = folderWith({ "same.json": JSON.stringify(record.inference.observed.values) });
    const sample = ["sample", join(cwd, "run"), "--observed", "same.json", "--samples", "100"];
    const { code, stdout, stderr } = await command(cwd2, sample);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    // The same observation and seed: the draws of the run itself.
    expect(stdout).toBe(read(cwd, "run/samples.csv"));
    await command(cwd2, [...sample, "--out", "draws.csv"]);
    expect(read(cwd2, "draws.csv")).toBe(stdout);
  });

  test("a record from before there were rounds and samplers is read as well", async () => {
    const record = JSON.parse(read(cwd, "run/run.json"));
    const { rounds: _, ...configuration } = record.configuration;
    const { rounds: __, ...inference } = record.inference;
    const old = folderWith({ "some.json": JSON.stringify(inference.observed.values) });
    cpSync(join(cwd, "run"), join(old, "run"), { recursive: true });
    rmSync(join(old, "run/rounds"), { recursive: true });
    writeFileSync(
      join(old, "run/run.json"),
      JSON.stringify({ ...record, configuration, inference }),
    );
    const sample = ["sample", "run", "--observed", "some.json", "--samples", "100"];
    expect((await command(old, sample)).stdout).toBe(read(cwd, "run/samples.csv"));
    expect((await command(old, ["report", "run"])).code).toBe(0);
    expect(read(old, "run/report.html")).toContain("from 200 simulations from the prior.");
  });

  test("the saved posterior tells where it comes from, and is refused once damaged", async () => {
    const bytes = readFileSync(join(cwd, "run/posterior.safetensors"));
    expect(decodeArtifact(bytes).provenance).toMatchObject({
      command: ["infer", line, "--observation", "steep", ...few, "--out", "run", "--workers", "1"],
      seed: 1,
      versions: { line: "2.1.0" },
      plugin: "line-plugin",
      simulator: "line",
      parameters: [
        { name: "slope", unit: "V/s" },
        { name: "offset", unit: "V" },
      ],
      configuration: { simulations: 200, estimator: "flows" },
    });
    const damaged = folderWith({
      "run.json": read(cwd, "run/run.json"),
      "some.json": "[1, 1]",
    });
    const sample = ["sample", ".", "--observed", "some.json"];
    const missing = await command(damaged, sample);
    expect(missing).toMatchObject({ code: 2, stdout: "" });
    expect(missing.stderr).toMatch(/RUN \.\/posterior\.safetensors: cannot read it: no such file/);
    bytes[bytes.length - 9] ^= 1;
    writeFileSync(join(damaged, "posterior.safetensors"), bytes);
    const { code, stdout, stderr } = await command(damaged, sample);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toBe(
      "retrodict: ./posterior.safetensors: expected a whole artifact, got one whose checksum differs; copy or write the file again\n",
    );
  });

  test("reads a recording with its options, and shows what drove it", async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${i / 10},${2 * i},${i % 2}\n`).join("");
    const cwd2 = folderWith({ "line.csv": `time_s,value_V,drive_A\n${rows}` });
    const { code } = await command(cwd2, [
      "infer",
      line,
      "--observed",
      "line.csv",
      "--gain",
      "10",
      ...few,
      "--out",
      "run",
    ]);
    expect(code).toBe(0);
    const traces = table(cwd2, "run/predictive-traces.csv");
    expect(traces.names.slice(0, 3)).toEqual(["time", "observed", "stimulus"]);
    expect(traces.columns[1][19]).toBe(3.8);
    const { configuration, inference } = JSON.parse(read(cwd2, "run/run.json"));
    expect(configuration).toMatchObject({ flags: { gain: 10 }, options: { noiseLevel: 0.2 } });
    expect(inference.observed.values[0]).toBeCloseTo(1.9, 12);
  });

  test("conditions on a whole trace where a simulator has no features", async () => {
    const trace = Array.from({ length: 20 }, (_, i) => 1 + i / 10);
    const cwd2 = folderWith({ "trace.json": JSON.stringify(trace) });
    const bare = ["infer", line.replace("#line", "#bare"), "--observed", "trace.json", ...few];
    expect(await command(cwd2, [...bare, "--out", "run"])).toMatchObject({ code: 0 });
    expect(table(cwd2, "run/predictive-statistics.csv").names).toHaveLength(20);
    expect(table(cwd2, "run/predictive-traces.csv").names.slice(0, 2)).toEqual(["time", "draw_1"]);
    expect(read(cwd2, "run/report.html")).toContain("<svg");
  });

  test("warns in words, on standard error and in the record", async () => {
    const cwd2 = folderWith({ "far.json": "[1, 6]" });
    const far = ["infer", line, "--observed", "far.json", "--mode", "mostly-throws", ...few];
    const warned = await command(cwd2, [...far, "--noise-level", "2", "--out", "run"]);
    expect(warned.stderr).toMatch(/^retrodict: warning: \d+ of 200 simulations .* failed/);
    expect(warned.stderr).toMatch(
      /\nretrodict: warning: Outside everything simulated: .*rise is 6 V, simulated/,
    );
    const told = warned.stderr.replaceAll("retrodict: warning: ", "").trimEnd().split("\n");
    expect(JSON.parse(read(cwd2, "run/run.json")).warnings).toEqual(told);
  });

  test("ends with code 1 and no folder when all simulations fail", async () => {
    const cwd2 = folderWith({ "some.json": "[1, 1]" });
    const failing = ["infer", line, "--observed", "some.json", "--mode", "throws", "--out", "run"];
    const { code, stdout, stderr } = await command(cwd2, [...failing, "--simulations", "20"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^retrodict: .*20 threw of 20, the first: boom; check [^\n]*\n$/);
    expect(readdirSync(cwd2)).toEqual(["some.json"]);
  });
});

test("infer runs the Hodgkin–Huxley neuron by its short name", async () => {
  const cwd = folderWith();
  const { code } = await command(cwd, [
    "infer",
    "hodgkin-huxley",
    "--observation",
    "synthetic",
    ...few,
    "--out",
    "run",
  ]);
  expect(code).toBe(0);
  expect(table(cwd, "run/samples.csv").names).toHaveLength(8);
  expect(table(cwd, "run/predictive-statistics.csv").columns).toHaveLength(7);
  expect(table(cwd, "run/predictive-traces.csv").columns[0]).toHaveLength(12_001);
});

describe("simulate", () => {
  test("writes parameters and features, and runs the simulations that infer runs", async () => {
    const cwd = folderWith({ "some.json": "[1, 1]" });
    const same = ["--simulations", "100", "--mode", "mostly-throws"];
    const simulated = await command(cwd, ["simulate", line, ...same, "--out", "made"]);
    expect(simulated).toEqual({
      code: 0,
      stdout: "made: 100 simulations, see made/simulations.csv\n",
      stderr: "",
    });
    const { names, columns } = table(cwd, "made/simulations.csv");
    expect(names).toEqual(["slope", "offset", "mean", "rise"]);
    const failed = columns[2].filter(Number.isNaN).length;
    const { failures } = JSON.parse(read(cwd, "made/run.json"));
    expect(failures).toEqual({
      total: failed,
      byReason: { threw: { count: failed, first: "boom" } },
    });
    await command(cwd, ["infer", line, "--observed", "some.json", ...same, "--out", "inferred"]);
    expect(JSON.parse(read(cwd, "inferred/run.json")).failures).toEqual(failures);
  });
});
