import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { expect, test } from "vitest";
import { densityLoss } from "./index.ts";

test("is the mean of −log q in the units of the target, whatever the batch", () => {
  const target = matrix(3, 1, Float64Array.of(1, 2, 3));
  const context = matrix(3, 1, Float64Array.of(4, 5, 6));
  const loss = densityLoss(target, context, Float64Array.of(0.5, 0, -1));
  const pairs = loss.pairs(stream(1), Uint32Array.of(2, 0));
  expect([...pairs.target.data, ...pairs.context.data]).toEqual([3, 1, 6, 4]);
  const cotangent = new Float64Array(2);
  expect(loss.grade(pairs, Float64Array.of(-2, -3), cotangent)).toBe(2.5 + 0.25);
  expect([...cotangent]).toEqual([-0.5, -0.5]);
});
