import { fromRows, gatherRows, matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { distantDraws } from "./distant-draws.ts";

/** The denser, the nearer to the origin in the first parameter. */
const near0 = {
  logDensity: ({ rows, cols, data }: Matrix) =>
    Float64Array.from({ length: rows }, (_, i) => -Math.abs(data[i * cols])),
};

describe("distant draws", () => {
  const samples = fromRows([
    [9, 0],
    [-1, 0],
    [0, 5],
    [1, 0],
    [-9, 0],
    [8, 9],
  ]);

  test("are the farthest of the denser half, in units of spread", () => {
    // Rows 1, 2 and 3 are denser; of these row 2 is far from both others in the second parameter.
    const [from, to] = distantDraws(samples, near0);
    expect([from, to]).toContain(2);
    expect([1, 3]).toContain(from === 2 ? to : from);
  });

  test("do not depend on the units of a parameter", () => {
    const scaled = matrix(
      6,
      2,
      samples.data.map((value, at) => (at % 2 === 1 ? 1000 * value : value)),
    );
    expect(distantDraws(scaled, near0)).toEqual(distantDraws(samples, near0));
  });

  test("are two however few there are, or however many", () => {
    expect(distantDraws(gatherRows(samples, [0, 4]), near0)).toEqual([0, 1]);
    const many = matrix(
      5000,
      1,
      Float64Array.from({ length: 5000 }, (_, i) => i - 2500),
    );
    const [from, to] = distantDraws(many, near0);
    // Every 12th or 13th is looked at: of these the middle half, from end to end.
    expect(Math.abs(Math.abs(from - to) - 2500)).toBeLessThan(26);
  });
});
