import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { benchedEstimator } from "./estimators.ts";
import { measure, summarise } from "./measure.ts";
import { simulate } from "./simulate.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const run = (...args: string[]) => promisify(execFile)(process.execPath, [main, ...args]);

const busy = () => {
  for (const end = performance.now() + 2; performance.now() < end;);
};

describe("measuring", () => {
  test("a repeat's minimum is at most its median, and is of the size of the work", () => {
    const { min, median } = measure(busy, 5);
    expect(min).toBeGreaterThanOrEqual(2);
    expect(median).toBeGreaterThanOrEqual(min);
  });

  test("the median of an even number of values is the mean of the middle two", () => {
    expect(summarise([4, 1, 3, 10])).toEqual({ min: 1, median: 3.5 });
    expect(summarise([5, 2, 3])).toEqual({ min: 2, median: 3 });
  });
});

test("weights are counted without the masked ones", () => {
  // One target dimension masks nothing but the target itself: of 1 + 1 inputs, 50 units, 2 outputs.
  const { estimator, weightsUsed } = benchedEstimator(
    "maf",
    { targetDim: 1, contextDim: 1 },
    "baseline",
  );
  estimator.session!(new Float32Array(estimator.paramCount), 8);
  expect(weightsUsed()).toBe(5 * (50 + 2 * 50 * 50 + 50 * 2));
});

test("simulate reports a time for the trace and one for its statistics", async () => {
  const report = await simulate.run({
    plugin: "hodgkin-huxley",
    options: "{}",
    draws: 3,
    repeats: 2,
  });
  expect(report["msPerSimulation"]).toBeGreaterThan(0);
  expect(report["msPerSummary"]).toBeGreaterThan(0);
});

describe("the command", () => {
  test("prints one line of JSON with settings, figures and the kernels that ran", async () => {
    const sizes = ["--theta", "2", "--x", "3", "--batch", "16", "--repeats", "2"];
    const { stdout } = await run("train-step", ...sizes, "--kernels", "baseline", "--json");
    expect(stdout.trimEnd().split("\n")).toHaveLength(1);
    const report = JSON.parse(stdout) as Record<string, unknown>;
    expect(report).toMatchObject({ benchmark: "train-step", theta: 2, x: 3, kernels: "baseline" });
    expect(report["msPerStep"]).toBeGreaterThan(0);
    expect(report["peakGflops"]).toBeGreaterThan(report["gflops"] as number);
  });

  test("misuse is one line and exit code 2", async () => {
    await expect(run("train-step", "--theta", "ten")).rejects.toMatchObject({
      code: 2,
      stderr: "[bench] expected --theta to be a positive whole number, got ten; pass one\n",
    });
    await expect(run("train-step", "--estimator", "mlp")).rejects.toMatchObject({
      code: 2,
      stderr:
        "[bench] expected an estimator among maf, nsf, nsf-autoregressive, mdn, classifier, got mlp; pass one of those\n",
    });
    await expect(run("sleep")).rejects.toMatchObject({ code: 2 });
  });
});
