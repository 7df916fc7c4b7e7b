import { matrix, row } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { inProcess } from "@retrodict/simulate";
import { expect, test } from "vitest";
import { conjugate, gaussian, prior } from "./fixtures/conjugate.ts";
import { runRounds, samplePosteriors } from "./index.ts";

const study = {
  simulator: inProcess(gaussian),
  prior,
  algorithm: conjugate,
  observed: Float64Array.of(2),
};
const { fit } = await runRounds(stream(1), study, { simulationsPerRound: 100 });
const observations = matrix(3, 1, Float64Array.of(-1, 0, 2));

test("row i has the draws of its own posterior under fork(i)", async () => {
  const draws = await samplePosteriors(stream(2), fit!, observations, { draws: 20 });
  expect(draws).toHaveLength(3);
  for (const [i, own] of draws.entries()) {
    const posterior = fit!.posterior(row(observations, i).slice());
    expect(own).toEqual(await posterior.sample(stream(2).fork(i), 20));
  }
});

test("reports every row, and gives back those done before an abort", async () => {
  const controller = new AbortController();
  const seen: number[][] = [];
  const draws = await samplePosteriors(stream(2), fit!, observations, {
    draws: 5,
    signal: controller.signal,
    onProgress(done, total) {
      seen.push([done, total]);
      if (done === 2) controller.abort();
    },
  });
  expect(seen).toEqual([
    [1, 3],
    [2, 3],
  ]);
  expect(draws).toHaveLength(2);
});

test("no observations have no draws", async () => {
  expect(await samplePosteriors(stream(2), fit!, matrix(0, 1), { draws: 5 })).toEqual([]);
});
