import * as fc from "fast-check";
import { expect, test } from "vitest";
import { numberAbove, numberBelow } from "./next-number.ts";

test("neighbours have no number between them", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      for (const [low, high] of [
        [x, numberAbove(x)],
        [numberBelow(x), x],
      ]) {
        expect(low).toBeLessThan(high);
        expect([low, high]).toContain(low / 2 + high / 2 || 0);
      }
    }),
  );
});

test("neighbours of zero, of a power of two and at the ends", () => {
  expect([numberAbove(0), numberAbove(-0), numberBelow(0)]).toEqual([5e-324, 5e-324, -5e-324]);
  expect([numberAbove(1) - 1, 1 - numberBelow(1)]).toEqual([2 ** -52, 2 ** -53]);
  expect([numberAbove(-Infinity), numberBelow(Infinity)]).toEqual([
    -Number.MAX_VALUE,
    Number.MAX_VALUE,
  ]);
  expect(numberAbove(Number.MAX_VALUE)).toBe(Infinity);
});
