import { fillNormal, stream } from "@retrodict/random";
import { fromRows, matrix } from "@retrodict/matrix";
import type { BatchSimulator } from "@retrodict/spec";
import { expect, test } from "vitest";
import { observationDistance } from "./observation-distance.ts";
import { simulateAlong } from "./simulate-along.ts";

/** Theta with noise; nothing comes of negative ones. */
const simulator: Pick<BatchSimulator, "simulateBatch"> = {
  async simulateBatch(rng, { rows, cols, data }) {
    const x = matrix(rows, cols);
    fillNormal(rng, x.data);
    data.forEach((value, at) => (x.data[at] = value < 0 ? NaN : value + 0.1 * x.data[at]));
    return { x, failures: [] };
  },
};
const observed = Float64Array.of(1, 1);
const predictive = matrix(1000, 2);
fillNormal(stream("predictive"), predictive.data);
predictive.data.forEach((value, at) => (predictive.data[at] = 1 + 0.1 * value));

test("distances are in standard deviations of predictions, and a share is within reach", () => {
  const { distance, reach } = observationDistance(predictive, observed);
  const [none, one, never] = distance(
    fromRows([
      [1, 1],
      [1.1, 0.9],
      [NaN, 1],
    ]),
  );
  expect(none).toBe(0);
  // Standard deviations of 1000 draws, to 2 % of themselves each.
  expect(Math.abs(one - 1)).toBeLessThan(0.08);
  expect(never).toBe(Infinity);
  expect(distance(predictive).filter((value) => value <= reach)).toHaveLength(950);
});

test("a path through what was observed is supported, one away from it is broken", async () => {
  const near = observationDistance(predictive, observed);
  const close = fromRows([
    [1, 1],
    [1.05, 1],
    [1, 0.95],
  ]);
  const along = await simulateAlong(stream(1), simulator, close, near, { repeats: 50 });
  expect(along.verdict.outcome).toBe("supported");
  expect(along.x.rows).toBe(150);
  const away = fromRows([
    [1, 1],
    [2, 1],
    [-1, 1],
  ]);
  const { verdict, share, median } = await simulateAlong(stream(1), simulator, away, near);
  expect(verdict.outcome).toBe("broken");
  expect(verdict.sentence).toContain("At 2 of 3 points");
  expect(share[1]).toBe(0);
  expect(median[2]).toBe(Infinity);
});
