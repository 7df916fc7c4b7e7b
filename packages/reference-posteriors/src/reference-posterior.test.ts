import { readFileSync } from "node:fs";
import { RetrodictError } from "@retrodict/check";
import { describe, expect, test } from "vitest";
import { referencePosterior, referenceTasks } from "./index.ts";

interface Published {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly sums: readonly number[];
  readonly weightedSums: readonly number[];
}

const fixture = new URL("./fixtures/published.json", import.meta.url);
const golden = JSON.parse(readFileSync(fixture, "utf8")) as Record<string, Published[]>;
const ROWS = 10_000;

describe.each(Object.entries(golden))("%s", (task, published) => {
  test.each([1, 2, 3, 4, 5])("observation %i has every published number", async (observation) => {
    const { first, last, sums, weightedSums } = published[observation - 1];
    const { rows, cols, data } = await referencePosterior(task, observation);
    expect({ rows, cols, length: data.length }).toEqual({
      rows: ROWS,
      cols: first.length,
      length: ROWS * cols,
    });
    expect([...data.subarray(0, cols)]).toEqual(first.map(Math.fround));
    expect([...data.subarray(-cols)]).toEqual(last.map(Math.fround));
    sums.forEach((sum, j) => {
      let [total, weighted, size] = [0, 0, 0];
      for (let i = 0; i < ROWS; i++) {
        total += data[i * cols + j];
        weighted += (i + 1) * data[i * cols + j];
        size += Math.abs(data[i * cols + j]);
      }
      // Rounding of the sums here; those of the fixture are correctly rounded.
      expect(Math.abs(total - sum)).toBeLessThan(1e-12 * size);
      expect(Math.abs(weighted - weightedSums[j])).toBeLessThan(1e-12 * ROWS * size);
    });
  });
});

test("ten tasks have references; two share those of others", async () => {
  expect(referenceTasks).toHaveLength(10);
  expect(referenceTasks.filter((task) => !(task in golden))).toEqual([
    "slcp-distractors",
    "bernoulli-glm-raw",
  ]);
  const [hidden, plain] = await Promise.all(
    ["slcp-distractors", "slcp"].map((task) => referencePosterior(task, 2)),
  );
  expect(hidden).toEqual(plain);
  expect(await referencePosterior("bernoulli-glm-raw", 3)).toEqual(
    await referencePosterior("bernoulli-glm", "3"),
  );
});

test("matrices are the caller's own", async () => {
  const mine = await referencePosterior("sir", 1);
  mine.data.fill(0);
  expect((await referencePosterior("sir", 1)).data[0]).toBeGreaterThan(0);
});

const refused = (task: string, observation: number | string) =>
  expect(referencePosterior(task, observation)).rejects;

test("unknown names are refused, with what there is", async () => {
  await refused("moons", 1).toThrow(RetrodictError);
  await refused("moons", 1).toThrow(/expected a task, got "moons"; pass one of gaussian-linear, /);
  await refused("toString", 1).toThrow(/expected a task/);
  for (const observation of [0, 6, 1.5, "first", ""])
    await refused("sir", observation).toThrow(/expected an observation from 1 to 5, got/);
});
