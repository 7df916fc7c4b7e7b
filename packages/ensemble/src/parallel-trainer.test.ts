import { maf } from "@retrodict/maf";
import { train } from "@retrodict/nn";
import { stream } from "@retrodict/random";
import type { Loss } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { ensemble } from "./index.ts";
import { parallelTrainer } from "./pool.ts";
import { likelihoodLoss, normals, toyLoss } from "./toy.test.helper.ts";

const sizes = { targetDim: 1, contextDim: 2 };
const member = maf({ transforms: 1, hidden: 8 });
const estimator = ensemble([member, member, member])(sizes);
const { loss, rows } = toyLoss(300);
const options = { epochs: 4 };

describe("training in worker threads", () => {
  test("gives the weights of training in turn, whatever the number of workers", async () => {
    const inTurn = await train(stream(1), estimator, loss, rows, options);
    for (const workers of [1, 2]) {
      const progress: number[] = [];
      const onProgress = (done: number, total: number) => progress.push(done, total);
      const parallel = await parallelTrainer({ workers })(stream(1), estimator, loss, rows, {
        ...options,
        onProgress,
      });
      expect(parallel.params).toEqual(inTurn.params);
      expect(parallel.history.validation).toEqual(inTurn.history.validation);
      expect(progress.slice(-2)).toEqual([12, 12]);
    }
  });

  test("a signal ends it with the weights so far", async () => {
    const controller = new AbortController();
    const { history } = await parallelTrainer({ workers: 2 })(stream(2), estimator, loss, rows, {
      epochs: 100_000,
      patience: 100_000,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    expect(history.members?.map(({ stoppedBy }) => stoppedBy)).toEqual([
      "signal",
      "signal",
      "signal",
    ]);
  });

  test("a loss that is not finite is the error it would be here", async () => {
    const target = normals(stream(3), 50, 1);
    target.data.fill(NaN);
    const broken = likelihoodLoss(target, normals(stream(4), 50, 2));
    await expect(parallelTrainer({ workers: 1 })(stream(5), estimator, broken, 50)).rejects.toThrow(
      "[nn] expected a finite",
    );
  });

  test("what threads cannot make is trained here", async () => {
    const { recipe: _, ...own } = loss;
    const here = await parallelTrainer()(stream(1), estimator, own as Loss, rows, options);
    expect(here.params).toEqual((await train(stream(1), estimator, loss, rows, options)).params);
  });
});
