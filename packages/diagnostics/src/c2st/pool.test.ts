import { stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import { normals } from "../two-sample/normals.test.helper.ts";
import { c2st } from "./c2st.ts";
import { parallelC2st } from "./pool.ts";

const [x, y] = [normals(stream(1), [50, 1]), normals(stream(2), [50, 1], { shift: 1 })];

describe("the classifier two-sample test in worker threads", () => {
  test("gives the bytes of the test in process, whatever the number of workers", async () => {
    const inTurn = await c2st(stream(3), x, y, { folds: 3 });
    for (const workers of [1, 2]) {
      const progress: number[] = [];
      const onProgress = (done: number, total: number) => progress.push(done, total);
      const parallel = parallelC2st({ workers });
      expect(await parallel(stream(3), x, y, { folds: 3, onProgress })).toEqual(inTurn);
      expect(progress).toEqual([1, 3, 2, 3, 3, 3]);
    }
  });

  test("ends once its signal is aborted", async () => {
    const controller = new AbortController();
    const test = parallelC2st({ workers: 1 })(stream(3), x, y, {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(test).rejects.toThrow(expect.objectContaining({ code: "aborted" }));
    await expect(parallelC2st()(stream(3), x, y, { signal: AbortSignal.abort() })).rejects.toThrow(
      "[diagnostics] expected to run to the end",
    );
  });

  test("refuses no workers", () => {
    expect(() => parallelC2st({ workers: 0 })).toThrow("[diagnostics] expected workers");
  });
});
