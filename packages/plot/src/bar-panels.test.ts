import { describe, expect, test } from "vitest";
import { elements, panels, parameters, words } from "./fixtures.test.helper.ts";
import { informationPlot } from "./information-plot.ts";
import { sensitivityPlot } from "./sensitivity-plot.ts";

const feature = { name: "spike_count", symbol: "spikes", unit: "1", description: "spikes" };
const two = parameters.slice(0, 2);
const regression = { values: [1.1, -0.55], errors: [0, 0.11] };
const direction = { values: [0.55, Number.NaN], errors: [0.1, 0.1] };

/** Attributes of elements of that name and role, without the marks of the legend. */
const attributes = (svg: string, name: string, role: string) =>
  [...svg.matchAll(new RegExp(`<${name} ([^>]*)/>`, "g"))]
    .map(([, text]) => new Map([...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, k, v]) => [k, v])))
    .filter((one) => one.get("class") === role)
    .map((one) => (key: string) => Number(one.get(key)));

describe("a sensitivity plot", () => {
  test("has a panel a feature and a bar a parameter, from zero to its value", () => {
    const svg = sensitivityPlot({ parameters: two, features: [{ feature, regression }] });
    elements(svg);
    expect(panels(svg)).toBe(1);
    expect(words(svg)).toContain("spikes");
    // Panels of 230 pixels go from −1.1 to 1.1.
    const bars = attributes(svg, "rect", "fill-density4").slice(1);
    expect(bars.map((bar) => [bar("x"), bar("width")])).toEqual([
      [115, 115],
      [57.5, 57.5],
    ]);
  });

  test("has lines of two standard errors to either side", () => {
    const svg = sensitivityPlot({ parameters: two, features: [{ feature, regression }] });
    const [, second] = attributes(svg, "line", "stroke-ink");
    expect(second("x2") - second("x1")).toBeCloseTo((4 * 0.11 * 230) / 2.2, 6);
    expect((second("x2") + second("x1")) / 2).toBeCloseTo(57.5, 6);
  });

  test("has dots of the direction, where it has numbers", () => {
    const one = { feature, regression, direction };
    const svg = sensitivityPlot({ parameters: two, features: [one, one] });
    expect(panels(svg)).toBe(2);
    expect(svg).not.toContain("NaN");
    const [, first, second] = attributes(svg, "circle", "fill-truth");
    expect([first("cx"), second("cx")]).toEqual([172.5, 172.5]);
    expect(words(svg)).toContain("direction of largest change");
  });

  test("refuses numbers of other parameters, and no feature", () => {
    const features = [{ feature, regression }];
    expect(() => sensitivityPlot({ parameters, features })).toThrow(/regression of spike_count/);
    expect(() => sensitivityPlot({ parameters, features: [] })).toThrow(/at least one feature/);
  });
});

describe("an information plot", () => {
  const candidates = [
    { name: "strong & long", information: 4, standardError: 0.5 },
    { name: "none", information: 0, standardError: 0 },
  ];

  test("has a bar for each candidate, as long as its information", () => {
    const svg = informationPlot({ candidates });
    elements(svg);
    expect(words(svg)).toContain("strong &amp; long");
    const [strong, none] = attributes(svg, "rect", "fill-density4").slice(1);
    // 480 pixels up to 5 % more than 4 + 2 · 0.5.
    expect(strong("width")).toBeCloseTo((480 * 4) / 5.25, 1);
    expect(none("width")).toBe(0);
  });

  test("takes negative bounds and none at all", () => {
    const svg = informationPlot({ candidates: [{ ...candidates[0], information: -1 }] });
    const [bar] = attributes(svg, "rect", "fill-density4").slice(1);
    expect(bar("x")).toBeGreaterThan(0);
    expect(informationPlot({ candidates: [candidates[1]] })).not.toMatch(/NaN|Infinity/);
    expect(() => informationPlot({ candidates: [] })).toThrow(/at least one candidate/);
  });
});
