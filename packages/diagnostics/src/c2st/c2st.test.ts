import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { normalCdf } from "@retrodict/stats";
import { describe, expect, test } from "vitest";
import { normals } from "../two-sample/normals.test.helper.ts";
import { c2st } from "./c2st.ts";

const ROWS = 1000;
const reference = normals(stream(1), [ROWS, 2]);
const same = normals(stream(2), [ROWS, 2]);

describe("the classifier two-sample test", () => {
  test("cannot tell samples of one law apart", async () => {
    const { accuracy, folds, standardError } = await c2st(stream(3), reference, same);
    expect(Math.abs(accuracy - 0.5)).toBeLessThan(3 * standardError);
    expect(accuracy).toBeCloseTo(folds.reduce((sum, value) => sum + value) / 5, 12);
  });

  test("comes near the accuracy of Bayes' rule on shifted normals", async () => {
    const shift = 2;
    const shifted = normals(stream(4), [ROWS, 2], { shift });
    const { accuracy, verdict } = await c2st(stream(5), reference, shifted);
    const best = normalCdf(shift / 2);
    const standardError = Math.sqrt((best * (1 - best)) / (2 * ROWS));
    expect(Math.abs(accuracy - best)).toBeLessThan(3 * standardError);
    expect(verdict.outcome).toBe("fail");
  });

  test("is a function of the stream, the samples and the number of folds", async () => {
    const [a, b] = [normals(stream(6), [100, 2]), normals(stream(7), [100, 2], { shift: 1 })];
    const first = await c2st(stream(8), a, b, { folds: 3 });
    expect(await c2st(stream(8), a, b, { folds: 3 })).toEqual(first);
    expect(first.folds).toHaveLength(3);
    expect(await c2st(stream(9), a, b, { folds: 3 })).not.toEqual(first);
  });

  test("reports folds and ends once its signal is aborted", async () => {
    const controller = new AbortController();
    const progress: number[] = [];
    const onProgress = (done: number, total: number) => {
      progress.push(done, total);
      if (done === 2) controller.abort();
    };
    const options = { signal: controller.signal, onProgress };
    await expect(
      c2st(stream(1), normals(stream(2), [40, 1]), normals(stream(3), [40, 1]), options),
    ).rejects.toThrow(expect.objectContaining({ code: "aborted" }));
    expect(progress).toEqual([1, 5, 2, 5]);
  });

  test.each([
    ["samples of another size", reference, normals(stream(1), [ROWS - 1, 2]), {}],
    ["samples of another dimension", reference, normals(stream(1), [ROWS, 3]), {}],
    ["fewer points than folds", matrix(3, 2), matrix(3, 2), {}],
    ["one fold", reference, same, { folds: 1 }],
    ["a gap", reference, matrix(ROWS, 2, new Float64Array(2 * ROWS).fill(NaN)), {}],
  ])("refuses %s", async (_, a, b, options) => {
    await expect(c2st(stream(1), a, b, options)).rejects.toThrow("[diagnostics] expected");
  });
});
