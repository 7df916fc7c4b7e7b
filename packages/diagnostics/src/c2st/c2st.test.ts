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
    const found = await c2st(stream(3), reference, same);
    const { accuracy, folds, standardError, pValue } = found;
    expect(Math.abs(accuracy - 0.5)).toBeLessThan(3 * standardError);
    expect(pValue).toBeCloseTo(1 - normalCdf((accuracy - 0.5) / standardError), 12);
    expect(found.verdict.outcome).toBe("pass");
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
    const [a, b] = [normals(stream(6), [50, 1]), normals(stream(7), [50, 1], { shift: 1 })];
    const first = await c2st(stream(8), a, b, { folds: 3 });
    expect(await c2st(stream(8), a, b, { folds: 3 })).toEqual(first);
    expect(first.folds).toHaveLength(3);
    expect(await c2st(stream(9), a, b, { folds: 3 })).not.toEqual(first);
  });

  test("is not a number where training leaves the finite ones", async () => {
    const far = matrix(50, 1, new Float64Array(50).fill(1e200));
    const { accuracy, verdict } = await c2st(stream(1), normals(stream(2), [50, 1]), far);
    expect(accuracy).toBeNaN();
    expect(verdict.outcome).toBe("unclear");
  });

  test("finds nothing where there is too little to find it in", async () => {
    const few = await c2st(stream(1), normals(stream(2), [20, 1]), normals(stream(3), [20, 1]));
    expect(few.verdict.outcome).toBe("unclear");
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
