import { classifier } from "@retrodict/classifier";
import { row } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Matrix, Rng } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { calibrationTrials, localC2st, type LocalC2stResult } from "../index.ts";
import { gaussianPairs, gaussianPosterior, gaussianTrials } from "./gaussian.test.helper.ts";

const small = classifier({ net: "plain", blocks: 1, hidden: 16 });
const options = { confidence: 0.95, classifier: small };
type Make = ReturnType<typeof gaussianPosterior>;

async function judge(rng: Rng, make: Make, xs: readonly number[]): Promise<LocalC2stResult[]> {
  const trials = await calibrationTrials(rng.fork("trials"), make, gaussianPairs(rng, 500, 1), {
    draws: 1,
  });
  const test = await localC2st(rng.fork("test"), trials, options);
  const drawn = async (x: number): Promise<Matrix> =>
    (await make(Float64Array.of(x)).sample(rng.fork(x), 500)).samples;
  return Promise.all(xs.map(async (x) => test.at(Float64Array.of(x), await drawn(x))));
}

describe("localC2st", () => {
  test.each([
    ["too narrow", { scale: 0.5 }],
    ["too wide", { scale: 2 }],
    ["shifted up", { shift: 1 }],
    ["shifted down", { shift: -1 }],
  ])("a posterior that is %s", async (words, fault) => {
    const [result] = await judge(stream("wrong"), gaussianPosterior(fault), [0.5]);
    expect(result.pValue).toBe(0.05);
    expect(result.statistic).toBeGreaterThan(Math.max(...result.nullStatistics));
    expect(result.verdict.outcome).toBe("fail");
    expect(result.verdict.sentence).toContain(`the posterior is ${words}, most in theta1`);
    const { levels, observed, lower, upper } = result.curve;
    expect(levels.some((_, k) => observed[k] < lower[k] || observed[k] > upper[k])).toBe(true);
  });

  test("a posterior that is wrong for some data only is told there", async () => {
    const right = gaussianPosterior();
    const wrong = gaussianPosterior({ shift: 2 });
    const half: Make = (x) => (x[0] > 1 ? wrong(x) : right(x));
    const [at, far] = await judge(stream("half"), half, [2, -2]);
    expect(at.verdict.outcome).toBe("fail");
    expect(at.verdict.sentence).toContain("shifted up");
    expect(far.verdict.outcome).toBe("pass");
  });

  test("the p-value of an exact posterior is uniform", async () => {
    const repetitions = 40;
    let low = 0;
    for (let i = 0; i < repetitions; i++) {
      const rng = stream("exact").fork(i);
      const trials = await gaussianTrials(rng, {}, { pairs: 60, dim: 1, draws: 1 });
      const test = await localC2st(rng.fork("test"), trials, {
        confidence: 0.75,
        nulls: 3,
        classifier: classifier({ net: "plain", blocks: 1, hidden: 4 }),
      });
      const draws = await gaussianPosterior()(Float64Array.of(1)).sample(rng.fork("draws"), 50);
      low += Number(test.at(Float64Array.of(1), draws.samples).pValue <= 0.25);
    }
    // Classifiers that learned nothing tie, which only raises p-values.
    expect(low - repetitions / 4).toBeLessThan(3 * Math.sqrt((repetitions * 3) / 16));
    expect(low).toBeGreaterThan(repetitions / 16);
  });

  test("refuses what could not tell, and stops when told to", async () => {
    const trials = await gaussianTrials(stream(1), {}, { pairs: 50, dim: 2, draws: 1 });
    await expect(localC2st(stream(1), trials, { nulls: 20 })).rejects.toThrow(/at least 99/);
    const signal = AbortSignal.abort();
    await expect(localC2st(stream(1), trials, { ...options, signal })).rejects.toMatchObject({
      code: "aborted",
    });
    const seen: number[] = [];
    const trained = await localC2st(stream(1), trials, {
      ...options,
      onProgress: (done, total) => seen.push(done / total),
    });
    expect(seen).toHaveLength(20);
    expect(seen.at(-1)).toBe(1);
    const draws = trials.samples![0];
    expect(() => trained.at(row(trials.x, 0).slice(1), draws)).toThrow(
      /observed of length 2, got 1/,
    );
  });
});
