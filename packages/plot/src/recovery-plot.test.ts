import { describe, expect, test } from "vitest";
import { elements, panels, parameters } from "./fixtures.test.helper.ts";
import { recoveryPlot } from "./recovery-plot.ts";

const [first, , third] = parameters;
const estimates = {
  truth: [50, 600, 3000],
  estimate: [60, 500, 1000],
  lower: [50, 400, 500],
  upper: [100, 700, 2000],
};

/** Attributes of the elements of that name. */
const attributes = (svg: string, name: string) =>
  [...svg.matchAll(new RegExp(`<${name} ([^>]*)/>`, "g"))].map(
    ([, text]) => new Map([...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, k, v]) => [k, v])),
  );

describe("a recovery plot", () => {
  const svg = recoveryPlot({ parameters: [third], estimates: [estimates] });

  test("has a dot and an interval for every trial in a panel per parameter", () => {
    elements(svg);
    const both = recoveryPlot({ parameters: [first, third], estimates: [estimates, estimates] });
    expect(panels(both)).toBe(2);
    // Two of them are in the legend.
    expect(attributes(both, "circle")).toHaveLength(2 + 6);
    expect(both).toContain("of g_Na, tau_max");
  });

  test("puts equal truths and estimates on the diagonal, on the parameter's scale", () => {
    const dots = attributes(
      recoveryPlot({
        parameters: [third],
        estimates: [{ ...estimates, estimate: estimates.truth }],
      }),
      "circle",
    ).slice(2);
    for (const dot of dots) expect(Number(dot.get("cx")) + Number(dot.get("cy"))).toBeCloseTo(200);
    // Three decades' share from 50 to 600 on an axis from 50 to 3000.
    expect(Number(dots[1].get("cx"))).toBeCloseTo((200 * Math.log(12)) / Math.log(60), 1);
  });

  test("marks intervals that miss the truth, above the others", () => {
    const roles = attributes(svg, "circle").map((dot) => dot.get("class"));
    expect(roles.slice(2)).toEqual(["fill-posterior", "fill-posterior", "fill-truth"]);
  });

  test("shows 150 of many trials, and refuses lists of different lengths", () => {
    const many = Array.from({ length: 400 }, (_, i) => 50 + i);
    const same = { truth: many, estimate: many, lower: many, upper: many };
    const crowd = recoveryPlot({ parameters: [first], estimates: [same] });
    expect(attributes(crowd, "circle")).toHaveLength(2 + 150);
    const short = { ...same, upper: [1] };
    expect(() => recoveryPlot({ parameters: [first], estimates: [short] })).toThrow(/upper/);
    expect(() => recoveryPlot({ parameters, estimates: [same] })).toThrow(/pass a specification/);
  });
});
