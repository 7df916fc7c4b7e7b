import { describe, expect, test } from "vitest";
import { formatTable, parseTable } from "./table.ts";

const parse = (text: string) => parseTable(text, "data.csv");

describe("parseTable", () => {
  test("reads columns by name and remembers each row's line", () => {
    const table = parse("\uFEFFa, b\n1,2.5\n\n-3e-2,NaN\n");
    expect(table.names).toEqual(["a", "b"]);
    expect(Array.from(table.columns[0])).toEqual([1, -0.03]);
    expect(Array.from(table.columns[1])).toEqual([2.5, Number.NaN]);
    expect(table.lines).toEqual([2, 4]);
  });

  test.each([
    ["a,b\n1,2\n1,oops\n", 'data.csv: line 3, column b: expected a number, got "oops"'],
    ["a,b\n1,2\n1\n", "data.csv: line 3: expected 2 cells as in the header, got 1"],
    ["a,b\n1,2,3\n", "data.csv: line 2: expected 2 cells as in the header, got 3"],
    ["a,a\n1,2\n", 'data.csv: line 1, column 2: "a" must be a name of its own'],
    ["a,b\n", "data.csv: expected a header and at least one row"],
    ["", "data.csv: expected a header and at least one row"],
    ['a,b\n"1,2\n', "data.csv: "],
  ])("refuses %j", (text, message) => {
    expect(() => parse(text)).toThrow(message);
  });
});

test("formatTable writes numbers that read back unchanged", () => {
  const values = [0.1 + 0.2, -1e-300, 123456789.123, Number.NaN];
  const { columns } = parse(formatTable(["v"], values.length, (row) => values[row]));
  expect(Array.from(columns[0])).toEqual(values);
});
