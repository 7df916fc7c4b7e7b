import { fromRows } from "@retrodict/matrix";
import { describe, expect, test } from "vitest";
import { correlationPlot } from "./correlation-plot.ts";
import { elements, parameters, words } from "./fixtures.test.helper.ts";

const marginal = fromRows([
  [1, 0.8, 0.1],
  [0.8, 1, -0.2],
  [0.1, -0.2, 1],
]);
const conditional = fromRows([
  [1, -0.5, Number.NaN],
  [-0.5, 1, 0],
  [Number.NaN, 0, 1],
]);
const input = { parameters: parameters.slice(0, 3), marginal, conditional };

/** Colour and strength of each cell beside the diagonal, row by row. */
const cells = (svg: string) =>
  [...svg.matchAll(/<rect [^>]*class="fill-(\w+) stroke-frame"[^>]*fill-opacity="([\d.]+)"/g)].map(
    ([, role, strength]) => [role, Number(strength)],
  );

describe("a correlation plot", () => {
  test("has marginal correlations above the diagonal and conditional ones below it", () => {
    const svg = correlationPlot(input);
    elements(svg);
    expect(cells(svg)).toEqual([
      ["posterior", 0.56],
      ["posterior", 0.07],
      ["truth", 0.35],
      ["truth", 0.14],
      ["posterior", 0],
      ["posterior", 0],
    ]);
    expect(words(svg)).toContain("0.800.10−0.50−0.20–0.00");
    expect(correlationPlot(input)).toBe(svg);
  });

  test("has names of rows and columns, turned where they are long", () => {
    const svg = correlationPlot(input);
    expect(words(svg).split("gNa")).toHaveLength(3);
    expect(svg).not.toContain("rotate");
    const long = input.parameters.map((one) => ({ ...one, symbol: "conductance of <it>" }));
    const turned = correlationPlot({ ...input, parameters: long });
    expect(turned.split("rotate(-90)")).toHaveLength(4);
    elements(turned);
  });

  test("leaves out numbers where there is no room for them", () => {
    const many = Array.from({ length: 31 }, () => parameters[0]);
    const ones = { rows: 31, cols: 31, data: new Float64Array(961).fill(0.5) };
    const svg = correlationPlot({ parameters: many, marginal: ones, conditional: ones });
    expect(cells(svg)).toHaveLength(930);
    expect(words(svg)).not.toContain("0.50");
  });

  test("refuses a single parameter and matrices of another shape", () => {
    expect(() => correlationPlot({ ...input, parameters: parameters.slice(0, 1) })).toThrow(
      /at least two parameters, got 1/,
    );
    expect(() => correlationPlot({ ...input, parameters })).toThrow(/marginal of shape 4 × 4/);
  });
});
