import { below, stream } from "@retrodict/random";
import { expect, test } from "vitest";
import { judge } from "./judge.ts";
import { calibrationFigure, calibrationTables } from "./section.ts";
import type { CalibrationLine } from "./types.ts";

const rng = stream("ranks");
const uniform = () => Array.from({ length: 500 }, () => below(rng, 101));

function line(
  simulations: number,
  seed: number,
  g: readonly number[] = uniform(),
): CalibrationLine {
  const ranks = {
    parameters: [{ name: "g", ranks: g }],
    density: uniform(),
    tarp: uniform(),
  };
  return {
    simulations,
    seed,
    trials: 500,
    draws: 100,
    commit: "0123456789ab",
    machine: "a core",
    date: "2026-01-01T00:00:00.000Z",
    simulator: "hodgkin-huxley",
    estimator: "maf",
    epochs: 7,
    loss: 1,
    failures: 2,
    seconds: { simulate: 1, train: 33.4, infer: 4.9 },
    versions: "node v24.9.0",
    findings: judge(ranks, 100),
    ranks,
  };
}

const cells = (row: string): readonly string[] =>
  row
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());

test("a table for each budget has a column for each seed, in order; what fails is bold", () => {
  const [first, second, third] = [
    line(10_000, 2),
    line(3000, 1),
    line(10_000, 1, Array(500).fill(100)),
  ];
  const tables = calibrationTables([first, second, third]).split("\n\n");
  expect(tables).toHaveLength(2);
  const [header, , g, together, , , trials, trained, seconds] = tables[1].split("\n").map(cells);
  expect(header).toEqual(["10\u00a0000 simulations", "seed 1", "seed 2"]);
  const p = String(Number(first.findings.parameters[0].pValue.toPrecision(2)));
  expect(g).toEqual(["g", "**< 0.0001**", p]);
  expect(together).toEqual(["all parameters", "**< 0.0001**", p]);
  expect(trials.slice(1)).toEqual(["498 × 100", "498 × 100"]);
  expect(trained[1]).toBe("maf, 7");
  expect(seconds[1]).toBe("33, 5");
  expect(tables[0]).toContain("3\u00a0000 simulations");
});

test("the figure is of the smallest budget's first seed, one panel for each curve", () => {
  const studies = [line(10_000, 1), line(3000, 2), line(3000, 1)];
  const svg = calibrationFigure(studies);
  expect(svg).toBe(calibrationFigure([studies[2]]));
  for (const name of ["g", "highest-density regions", "random points"]) {
    expect(svg).toContain(`>${name}<`);
  }
});
