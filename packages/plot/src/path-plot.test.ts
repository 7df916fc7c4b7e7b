import { fromRows } from "@retrodict/matrix";
import { describe, expect, test } from "vitest";
import { elements, panels, parameters, words } from "./fixtures.test.helper.ts";
import { pathPlot } from "./path-plot.ts";

const [gNa, gK] = parameters;
const path = {
  parameters: [{ ...gNa, bounds: [0, 80] as const }, gK],
  points: fromRows([
    [0, 5],
    [40, 5],
    [80, 5],
  ]),
  distance: [0, 3, 4],
  logDensity: [-1, -5, -1],
  level: -3,
};
const simulated = { distance: [0, 4], share: [1, 0] };

/** Points of the curve in each panel, in panels of 166 by 100. */
const curves = (svg: string) =>
  [...svg.matchAll(/<path d="M([^"]*)" class="stroke-posterior"/g)].map(([, d]) =>
    d.split("L").map((point) => point.split(",").map(Number)),
  );

describe("a path plot", () => {
  test("has a panel for the density and each parameter, and one of simulations where there are some", () => {
    elements(pathPlot(path));
    expect(panels(pathPlot(path))).toBe(3);
    const svg = pathPlot({ ...path, simulated });
    expect(panels(svg)).toBe(4);
    expect(words(svg)).toContain("share near the observation");
    expect(words(svg)).toContain("gNa (mS/cm²)");
    expect(pathPlot({ ...path, simulated })).toBe(svg);
  });

  test("goes from bound to bound over the distance along the path", () => {
    expect(curves(pathPlot(path))[1]).toEqual([
      [0, 100],
      [124.5, 50],
      [166, 0],
    ]);
  });

  test("shows the density's level where it is", () => {
    const svg = pathPlot(path);
    const [, y] = /<line x1="0" x2="166" y1="([\d.]+)"/.exec(svg)!;
    const [[, top], [, lowest]] = curves(svg)[0];
    // −3 is half way from −5 to −1.
    expect(Number(y)).toBeCloseTo((top + lowest) / 2, 6);
  });

  test("leaves a gap where there is no density, and refuses lists of different lengths", () => {
    const svg = pathPlot({ ...path, logDensity: [-1, Number.NaN, -1] });
    expect(svg).not.toMatch(/NaN|Infinity/);
    expect(() => pathPlot({ ...path, distance: [0, 1] })).toThrow(/distance of length 3/);
    expect(() => pathPlot({ ...path, logDensity: [0] })).toThrow(/logDensity of length 3/);
    const uneven = { ...simulated, distance: [0] };
    expect(() => pathPlot({ ...path, simulated: uneven })).toThrow(/simulated\.distance/);
    expect(() => pathPlot({ ...path, parameters: [gNa] })).toThrow(/points of shape 3 × 1/);
  });
});
