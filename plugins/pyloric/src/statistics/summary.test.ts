import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fromElifeOrder, toElifeOrder } from "./elife-order.ts";
import { statistics } from "./outputs.ts";
import { pyloricSummary } from "./summary.ts";

const observed = JSON.parse(
  readFileSync(new URL("./fixtures/observed.json", import.meta.url), "utf8"),
) as { readonly xo_11C: number[]; readonly xo_11C_eLife_order: number[] };
const pnas = Float64Array.from(observed.xo_11C);
const elife = Float64Array.from(observed.xo_11C_eLife_order);

const expectClose = (actual: Float64Array, expected: Float64Array) => {
  expect(actual.length).toBe(expected.length);
  // Differences of delays may round.
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 11));
};

describe("the published orders of one observation", () => {
  test("turn into each other", () => {
    expectClose(toElifeOrder(pnas), elife);
    expectClose(fromElifeOrder(elife), pnas);
    expectClose(fromElifeOrder(toElifeOrder(pnas.subarray(0, 15))), pnas.subarray(0, 15));
  });

  test("of any other length are refused", () => {
    expect(() => toElifeOrder(new Float64Array(34))).toThrow(/18/);
    expect(() => fromElifeOrder(new Float64Array(16))).toThrow(/18/);
  });
});

describe("pyloricSummary", () => {
  const all = Float64Array.from({ length: 34 }, (_, i) => pnas[i] ?? Number.NaN);
  const summarise = (options: Parameters<typeof pyloricSummary>[0], values = all) => {
    const summary = pyloricSummary(options);
    const out = new Float64Array(summary.features.length);
    summary.compute(values, out);
    return { out, names: summary.features.map(({ name }) => name) };
  };

  test("chooses the published sets", () => {
    expect(summarise({}).out).toEqual(pnas);
    expect(summarise({ statistics: "prinz" }).out).toEqual(pnas.subarray(0, 15));
    expect(summarise({ statistics: "all" }).out).toEqual(all);
    expectClose(summarise({ statistics: "elife" }).out, elife);
  });

  test("names them", () => {
    const { names } = summarise({ statistics: "elife" });
    expect(names.slice(4, 8)).toEqual([
      "end_to_start_AB_PD_LP",
      "end_to_start_LP_PY",
      "start_to_start_AB_PD_LP",
      "start_to_start_AB_PD_PY",
    ]);
    expect(new Set(names).size).toBe(18);
    expect(summarise({}).names).toEqual(names.map((_, i) => statistics(true)[i].name));
  });

  test("takes what a run without energies gives", () => {
    const options = { statistics: "all", energies: false } as const;
    expect(summarise(options, all.subarray(0, 25)).names.at(-1)).toBe("pyloric_like");
    expect(() => summarise(options, all)).toThrow(/length 25/);
  });

  test("refuses a set that nobody published", () => {
    expect(() => pyloricSummary({ statistics: "some" as "all" })).toThrow(/pnas or prinz or elife/);
  });
});

test("34 statistics, 25 without energies, all with a unit and a description", () => {
  expect([statistics(true).length, statistics(false).length]).toEqual([34, 25]);
  for (const { unit, description } of statistics(true)) {
    expect(unit).toMatch(/^(ms|1|nJ\/cm2)$/);
    expect(description).toMatch(/\.$/);
  }
  expect(new Set(statistics(true).map(({ name }) => name)).size).toBe(34);
});
