import { readFileSync } from "node:fs";
import { stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import { smooth } from "./batch.test.helper.ts";
import { savitzkyGolay } from "./savitzky-golay.ts";

const { coeffs } = JSON.parse(
  readFileSync(new URL("./fixtures/savgol.json", import.meta.url), "utf8"),
) as { coeffs: readonly number[] };

describe("savitzkyGolay", () => {
  const smoother = savitzkyGolay(10);

  test("has scipy's weights", () => {
    coeffs.forEach((weight, k) => {
      const unit = Float64Array.from({ length: 21 }, (_, i) => (i === k ? 1 : 0));
      // scipy solves for them in float64; here they have a closed form.
      expect(smoother.centre(unit, 10)).toBeCloseTo(weight, 14);
    });
  });

  test("fits the edges by a least-squares cubic", () => {
    const rng = stream(1);
    const values = Float64Array.from({ length: 40 }, () => rng.normal());
    const expected = smooth(values, 0.025);
    for (let i = 0; i < 10; i++) {
      expect(smoother.fit(values, 0, i)).toBeCloseTo(expected[i], 11);
      expect(smoother.fit(values, 19, 20 - i)).toBeCloseTo(expected[39 - i], 11);
    }
    expect(smoother.fit(values, 7, 10)).toBeCloseTo(smoother.centre(values, 17), 13);
  });

  test("centres are the same one by one and in a row, to the bit", () => {
    const rng = stream(2);
    const values = Float64Array.from({ length: 60 }, () => -60 + 30 * rng.normal());
    const row = new Float64Array(40);
    smoother.centres(values, 10, row);
    expect(row).toEqual(row.map((_, i) => smoother.centre(values, 10 + i)));
  });

  test("no window below the ceiling exceeds the limit, and some come near", () => {
    const ceiling = smoother.ceiling(-10, -100);
    const worst = Float64Array.from(coeffs, (weight) => (weight > 0 ? ceiling : -100));
    expect(smoother.centre(worst, 10)).toBeLessThanOrEqual(-10);
    expect(smoother.centre(worst, 10)).toBeGreaterThan(-10.000001);
  });
});
