import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { chooseCells, type Choice } from "./choose-cells.ts";
import { isFailed, isMeasured, readLines } from "./lines.ts";
import { measureMissing, missingJobs, type Run } from "./measure-missing.ts";
import type { Line } from "./types.ts";

const parent = mkdtempSync(join(tmpdir(), "retrodict-posterior-"));
afterAll(() => rmSync(parent, { recursive: true }));

const choice: Choice = {
  tasks: "two-moons",
  algorithms: "npe-maf",
  simulations: "100",
  observations: "1,2",
  seeds: "1",
  draws: 200,
};

function run(changes: Partial<Run> = {}) {
  const lines: Line[] = [];
  const folder = mkdtempSync(join(parent, "results-"));
  const settings: Run = {
    folder,
    edition: "01",
    retry: false,
    jobs: 1,
    minutes: 2,
    python: "",
    onLine: (line) => lines.push(line),
    ...changes,
  };
  return { lines, settings, file: join(settings.folder, "01.jsonl") };
}

const worker = (name: string) => new URL(`${name}-worker.test.helper.ts`, import.meta.url);

test("cells are measured, written down, and not measured again", async () => {
  const { lines, settings, file } = run();
  await measureMissing(chooseCells({ ...choice, observations: "2" }), settings);
  expect(lines).toHaveLength(1);
  const [line] = lines;
  expect(line).toMatchObject({
    task: "two-moons",
    algorithm: "npe-maf",
    observation: 2,
    draws: 200,
  });
  expect(isMeasured(line) && line.c2st).toBeGreaterThan(0.4);
  expect(isMeasured(line) && line.c2st).toBeLessThanOrEqual(1);
  expect(isMeasured(line) && line.seconds.train).toBeGreaterThan(0);
  expect(line.commit).toMatch(/^[0-9a-f]{12}\+?$/);

  const cells = chooseCells(choice);
  expect(missingJobs(cells, settings).map(({ observations }) => observations)).toEqual([[1]]);
  await measureMissing(cells, settings);
  expect(lines.map(({ observation }) => observation)).toEqual([2, 1]);
  // The fit is made again for the observation that was missing: from the same seed, the same.
  expect(isMeasured(lines[1]) && lines[1].loss).toBe(isMeasured(line) && line.loss);
  expect(readLines(file)).toEqual(lines);

  await measureMissing(cells, settings);
  expect(lines).toHaveLength(2);
});

test("a fit that throws is a line for each observation", async () => {
  const { lines, settings } = run();
  // Ten rounds of no simulation each.
  const cells = chooseCells({ ...choice, algorithms: "tsnpe", simulations: "5" });
  await measureMissing(cells, settings);
  expect(lines.map((line) => isFailed(line) && line.error)).toEqual([
    expect.stringContaining("expected simulations to be an integer of at least 1"),
    expect.stringContaining("expected simulations to be an integer of at least 1"),
  ]);
});

describe("a process", () => {
  test("that dies fails what it did not answer; failures are tried again when asked to", async () => {
    const { lines, settings } = run({ worker: worker("crashing") });
    const cells = chooseCells(choice);
    await measureMissing(cells, settings);
    expect(lines.map((line) => isFailed(line) && line.error)).toEqual([
      false,
      "its process ended with 3",
    ]);
    expect(missingJobs(cells, settings)).toEqual([]);
    expect(missingJobs(cells, { ...settings, retry: true })).toMatchObject([{ observations: [2] }]);
  });

  test("that takes too long is ended", async () => {
    const { lines, settings } = run({ worker: worker("hanging"), minutes: 0.02 });
    await measureMissing(chooseCells({ ...choice, observations: "4" }), settings);
    expect(lines).toMatchObject([{ observation: 4, error: "took more than 0.02 minutes" }]);
  });
});

test("a line that was cut off is no line, and the next starts anew", async () => {
  const { lines, settings, file } = run({ worker: worker("crashing") });
  const cells = chooseCells({ ...choice, observations: "1" });
  writeFileSync(file, '{"task":"two-moo');
  await measureMissing(cells, settings);
  expect(readLines(file)).toEqual(lines);
  expect(readFileSync(file, "utf8").split("\n")).toHaveLength(3);
  appendFileSync(file, '{"task":');
  expect(readLines(file)).toEqual(lines);
});

test("choices are checked", () => {
  expect(chooseCells({ ...choice, tasks: "all", observations: "all" })).toHaveLength(50);
  expect(() => chooseCells({ ...choice, tasks: "three-moons" })).toThrow(
    /expected --tasks among .*two-moons.*, got three-moons/,
  );
  expect(() => chooseCells({ ...choice, algorithms: "snpe-z" })).toThrow(/got snpe-z/);
  expect(() => chooseCells({ ...choice, observations: "6" })).toThrow(/got 6/);
  expect(() => chooseCells({ ...choice, seeds: "one" })).toThrow(/--seeds .* got one/);
  const { settings } = run();
  const sbi = chooseCells({ ...choice, algorithms: "sbi-npe" });
  return expect(measureMissing(sbi, settings)).rejects.toThrow(/--sbi/);
});
