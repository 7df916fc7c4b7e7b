import type { SimulatorEntry, SummaryStatistic } from "@retrodict/spec";
import { featureLength } from "@retrodict/summary";
import { check } from "./check.ts";
import { expectSame, expectTrue } from "./expect.ts";
import { expectRefusal } from "./refusal.ts";
import type { Simulated } from "./simulated.ts";
import { summarise } from "./summarised.ts";
import type { Check } from "./types.ts";
import { expectNoInfinity, expectWritten } from "./view.ts";

/** What `summary` makes of raw output; `rows` are the simulations it is tried on. */
export function summaryChecks(
  entry: SimulatorEntry,
  rows: () => readonly Simulated[],
): readonly Check[] {
  if (entry.summary === undefined) return [];
  const make = () => entry.summary!();
  const rawLength = () => featureLength(entry.info.outputs);
  return [
    check("the summary writes every feature, nothing else, and leaves the output as it is", () => {
      for (const { row, probe } of rows()) checkFeatures(make(), row, probe.where);
    }),
    check("the same output has the same features, whatever was summarised before", () =>
      checkRepeats(
        make,
        rows().map(({ row }) => row),
      ),
    ),
    check("the summary of a failed simulation is NaN, not an error", () =>
      checkFailed(make(), rows()[0].row),
    ),
    check("the summary refuses rows of another length", () => checkLengths(make(), rawLength())),
  ];
}

function checkFeatures(statistic: SummaryStatistic, row: Float64Array, where: string): void {
  const features = summarise(statistic, row);
  expectWritten(features, `the summary of ${where}`);
  expectNoInfinity(features.row, `the summary of ${where}`);
  expectSame(features.raw, row, `the output after its summary at ${where}`);
}

function checkRepeats(make: () => SummaryStatistic, rows: readonly Float64Array[]): void {
  const statistic = make();
  const first = rows.map((row) => summarise(statistic, row).row);
  rows.forEach((row, i) => {
    expectSame(summarise(statistic, row).row, first[i], "features, summarised again");
    expectSame(summarise(make(), row).row, first[i], "features of a new instance");
  });
}

function checkFailed(statistic: SummaryStatistic, row: Float64Array): void {
  // Broken down half-way: what can be said of the first half may be said.
  summarise(statistic, row.slice().fill(Number.NaN, row.length / 2));
  const features = summarise(statistic, row.slice().fill(Number.NaN)).row;
  expectTrue(
    features.includes(Number.NaN),
    "NaN among the features of an output that is all NaN, or failures would pass as data",
    `[${features.join(", ")}]`,
  );
}

function checkLengths(statistic: SummaryStatistic, rawLength: number): void {
  const length = featureLength(statistic.features);
  const compute = (raw: number, out: number) => () =>
    statistic.compute(new Float64Array(raw), new Float64Array(out));
  for (const [off, what] of [
    [-1, "one number short"],
    [1, "one number too long"],
  ] as const) {
    expectRefusal(compute(rawLength + off, length), "compute", `an output ${what}`);
    expectRefusal(compute(rawLength, length + off), "compute", `a row of features ${what}`);
  }
}
