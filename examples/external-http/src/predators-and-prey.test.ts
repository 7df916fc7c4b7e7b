import { stream } from "@retrodict/random";
import { expect, test } from "vitest";
import { predatorsAndPrey } from "./predators-and-prey.ts";
import { plugin } from "./plugin.ts";

const RUNS = 400;

/** Means over runs at each of the fifteen times. */
function means(rates: Parameters<typeof predatorsAndPrey>[1]): readonly number[] {
  const sums = Array.from({ length: 30 }, () => 0);
  for (let i = 0; i < RUNS; i++) {
    for (const [k, count] of predatorsAndPrey(stream(7).fork(i), rates).entries()) sums[k] += count;
  }
  return sums.map((sum) => sum / RUNS);
}

test("apart, predators die out and prey multiply as known in closed form", () => {
  const [birth, death] = [0.05, 0.1];
  const counts = means({ birth, predation: 0, death });
  for (let k = 0; k < 15; k++) {
    const time = 2 * (k + 1);
    // Five standard errors each: of a Yule process from 71, and of a binomial number of 79.
    const growth = Math.exp(birth * time);
    const left = Math.exp(-death * time);
    const preyError = Math.sqrt((71 * growth * (growth - 1)) / RUNS);
    const predatorsError = Math.sqrt((79 * left * (1 - left)) / RUNS);
    expect(Math.abs(counts[k] - 71 * growth)).toBeLessThan(5 * preyError);
    expect(Math.abs(counts[15 + k] - 79 * left)).toBeLessThan(5 * predatorsError);
  }
});

test("the synthetic observation is the one it says it is", () => {
  const { raw, theta } = plugin.simulators[0].observations![0].load();
  const [birth, predation, death] = theta!;
  expect([...raw]).toEqual(predatorsAndPrey(stream(1), { birth, predation, death }));
});

test("what cannot be followed throws", () => {
  expect(() => predatorsAndPrey(stream(1), { birth: -1, predation: 0, death: 0 })).toThrow(
    "rates cannot be negative",
  );
  expect(() => predatorsAndPrey(stream(1), { birth: 1, predation: 0, death: 0 })).toThrow(
    "more than 1000000 events",
  );
});
