import { expect, test } from "vitest";
import { axis } from "./axis.ts";

test.each([
  ["a linear axis", axis(-1, 1), ["−1.0", "−0.5", "0.0", "0.5", "1.0"]],
  ["a logarithmic one of decades", axis(1, 1000, "log"), ["1", "10", "100", "1000"]],
  ["a logarithmic one within a decade", axis(0.5, 2, "log"), ["0.5", "1.0", "1.5", "2.0"]],
])("%s has round numbers at their places", (_, scale, labels) => {
  const ticks = scale.ticks(4);
  expect(ticks.map(({ label }) => label)).toEqual(labels);
  for (const { at, label } of ticks)
    expect(at).toBeCloseTo(scale.at(Number(label.replace("−", "-"))), 12);
});
