import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readStudies, resultsFile } from "../calibration/results.ts";
import { readDimensions, resultsFile as dimensionsFile } from "../dimensions/results.ts";
import { filled, generatedFiles } from "./document.ts";
import { accuracyFigure } from "./figure.ts";
import { resultsFolder } from "./posterior.ts";
import { published } from "./published.ts";
import { newest, readEditions } from "./scores.ts";
import { accuracyTables, costTable } from "./tables.ts";
import type { Line } from "./types.ts";

const where = {
  task: "two-moons",
  algorithm: "npe",
  simulations: 1000,
  observation: 1,
  seed: 1,
  draws: 10_000,
  commit: "0123456789ab",
  machine: "a core",
  date: "2026-01-01T00:00:00.000Z",
};

const line = (changes: Partial<Line> & { c2st?: number } = {}): Line => ({
  ...where,
  c2st: 0.6,
  seconds: { simulate: 0.5, propose: 0, train: 3, sample: 0.25, metric: 9 },
  epochs: 100,
  loss: -3,
  warnings: [],
  versions: "node v24.9.0",
  ...changes,
});

const failed: Line = { ...where, observation: 2, error: "[nn] diverged" };

/** The cells of a table's row. */
const rowOf = (table: string, first: string): readonly string[] =>
  table
    .split("\n")
    .map((text) => text.split("|").map((cell) => cell.trim()))
    .find((cells) => cells[1] === first)!
    .slice(2, -1);

test("the document and its figures are what the lines give", () => {
  const files = generatedFiles(
    readEditions(resultsFolder),
    readStudies(resultsFile),
    readDimensions(dimensionsFile),
  );
  expect(files).toHaveLength(4);
  // If not, `pnpm bench posterior-document` writes them.
  for (const { file, text } of files) expect(readFileSync(file, "utf8")).toBe(text);
});

describe("tables", () => {
  test("means over observations stand beside what was published", () => {
    const five = [0.5, 0.6, 0.7, 0.8, 0.9].map((c2st, i) => line({ observation: i + 1, c2st }));
    const table = accuracyTables(newest([five]));
    expect(rowOf(table, "1\u00a0000 simulations")).toEqual(["published NPE", "`npe`"]);
    expect(rowOf(table, "two-moons")).toEqual(["0.725", "0.700"]);
    expect(rowOf(table, "slcp")).toEqual(["0.975", ""]);
    // The published means of all tasks, and none of ours, which lacks nine.
    expect(rowOf(table, "mean")).toEqual(["0.837", ""]);
  });

  test("a mean over fewer observations says so; failures and smaller samples are no part of it", () => {
    const lines = [line(), failed, line({ observation: 3, draws: 100, c2st: 1 })];
    expect(rowOf(accuracyTables(newest([lines])), "two-moons")).toEqual(["0.725", "0.600 (1)"]);
  });

  test("a newer edition replaces a task's budget as a whole, and no other", () => {
    const older = [line(), line({ observation: 2, c2st: 0.9 }), line({ task: "slcp", c2st: 0.95 })];
    const table = accuracyTables(newest([older, [line({ c2st: 0.55 })]]));
    expect(rowOf(table, "two-moons")).toEqual(["0.725", "0.550 (1)"]);
    expect(rowOf(table, "slcp")).toEqual(["0.975", "0.950 (1)"]);
  });

  test("costs are means over cells", () => {
    const table = costTable(
      newest([
        [
          line(),
          line({
            task: "slcp",
            seconds: { simulate: 1.5, propose: 0, train: 4, sample: 0.25, metric: 1 },
          }),
        ],
      ]),
    );
    expect(rowOf(table, "`npe`")).toEqual(["1\u00a0000", "2", "1", "0", "3.5", "0.25"]);
  });
});

test("published figures: tasks, algorithms and budgets that were tried", () => {
  expect(published("lotka-volterra", "SNLE", 100_000)).toBe(0.695);
  expect(published("two-moons", "NPE", 2000)).toBeUndefined();
});

test("the figure has a dot for what was measured and a ring for what was published", () => {
  const svg = accuracyFigure(newest([[line({ c2st: 0.75 })]]));
  // 20 published, one of ours, three in the legend.
  expect(svg.split("<circle").length - 1).toBe(24);
  // Half way between 0.5 and 1 in the first panel.
  expect(svg).toContain('<circle cx="270"');
});

test("sections are replaced between their marks, which must be there", () => {
  const text = "a\n<!-- cost -->old<!-- /cost -->\nb";
  expect(filled(text, { cost: "new" })).toBe("a\n<!-- cost -->\n\nnew\n\n<!-- /cost -->\nb");
  expect(() => filled("a", { cost: "new" })).toThrow(/<!-- cost -->/);
});
