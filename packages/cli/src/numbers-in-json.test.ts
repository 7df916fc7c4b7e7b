import { fromRows } from "@retrodict/matrix";
import { expect, test } from "vitest";
import { formatJson, keptRows, readRows } from "./numbers-in-json.ts";

const values = fromRows([
  [1.23456789, Number.NaN],
  [-Infinity, -1.5e-9],
]);

test("numbers come back to six digits, and what is no number as NaN", () => {
  const text = formatJson({ values: keptRows(values) });
  const back = readRows((JSON.parse(text) as { values: (number | null)[][] }).values, 2);
  expect(back).toEqual(
    fromRows([
      [1.23457, Number.NaN],
      [Number.NaN, -1.5e-9],
    ]),
  );
});

test("a list of numbers takes one line", () => {
  expect(formatJson({ values: keptRows(values), name: "a, b" })).toBe(
    '{\n  "values": [\n    [ 1.23457, null ],\n    [ null, -1.5e-9 ]\n  ],\n  "name": "a, b"\n}\n',
  );
});
