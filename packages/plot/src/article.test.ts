import { expect, test } from "vitest";
import { draws, elements, panels, parameters, spikes, words } from "./fixtures.test.helper.ts";
import { article, labelledTracesPlot, linePlot, pairPlot } from "./index.ts";

const voltage = { name: "voltage", symbol: "V", unit: "mV", description: "membrane potential" };
const share = { name: "share", unit: "1", description: "of simulations" };

test("an article holds its parts in order, with what a user wrote escaped", () => {
  const svg = linePlot({ x: share, y: share, curves: [{ label: "one", x: [0, 1], y: [1, 2] }] });
  const html = article({
    title: "A < B",
    summary: "Two & three.",
    findings: ["It works."],
    warnings: ["Look twice."],
    sections: [
      {
        title: "Part",
        parts: [
          "Words.",
          { svg, caption: "A <figure>." },
          { columns: ["a", "b"], rows: [["<1>", "a cell with as many words as a sentence"]] },
        ],
      },
    ],
    record: { seed: 1 },
  });
  expect(html).not.toMatch(/A < B|<figure>\.|<1>|undefined/);
  expect(html).toContain('<span class="words">a cell with');
  const text = words(html);
  const order = ["Two &amp; three.", "It works.", "Look twice.", "Part", "Words.", "&lt;1&gt;"];
  const places = order.map((part) => text.indexOf(part));
  expect(Math.min(...places)).toBeGreaterThan(-1);
  expect(places.toSorted((a, b) => a - b)).toEqual(places);
});

test("every labelled trace has a panel, and only spans within the time shown are shaded", () => {
  const time = Float64Array.from({ length: 100 }, (_, i) => i);
  const spans = [
    [-20, -10],
    [-5, 10],
    [50, 60],
    [120, 130],
  ] as const;
  const svg = labelledTracesPlot({
    time,
    timeUnit: "ms",
    signal: voltage,
    traces: [
      { title: "LP & PY", values: spikes(100, 1), spans },
      { title: "PD", values: spikes(100, 2), group: 1 },
    ],
  });
  expect(panels(svg)).toBe(2);
  expect(svg.match(/fill-opacity="0.3"/g)).toHaveLength(2);
  expect(svg).toContain("LP &amp; PY");
  expect(() =>
    labelledTracesPlot({
      time,
      timeUnit: "ms",
      signal: voltage,
      traces: [{ title: "short", values: [1] }],
    }),
  ).toThrow(/values/);
});

test("a curve has a point for every finite value and a bar for its error; five are too many", () => {
  const curve = { label: "a", x: [0, 1, 2], y: [1, Number.NaN, 3], errors: [0.1, 0.1, 0.1] };
  const svg = linePlot({ x: share, y: share, curves: [curve] });
  const { label, x, y } = curve;
  expect(words(linePlot({ x: share, y: share, curves: [curve], shown: [0, 7] }))).toMatch(/0246/);
  expect(words(svg)).not.toMatch(/0246/);
  const without = linePlot({ x: share, y: share, curves: [{ label, x, y }] });
  expect(elements(svg).get("circle")).toBe(2);
  expect(elements(svg).get("line")).toBe((elements(without).get("line") ?? 0) + 2);
  expect(svg).not.toContain("NaN");
  expect(() =>
    linePlot({ x: share, y: share, curves: [curve, curve, curve, curve, curve] }),
  ).toThrow(/1 to 4/);
});

test("a pair plot of many parameters has every name and no numbers, as there is no room for them", () => {
  const named = Array.from({ length: 25 }, (_, j) => ({ ...parameters[j % 4], symbol: `p${j}` }));
  const { rows, data } = draws(40);
  const samples = {
    rows,
    cols: 25,
    data: new Float64Array(25 * rows).map((_, k) => data[k % 160]),
  };
  const svg = pairPlot({ samples, parameters: named });
  expect(panels(svg)).toBe((25 * 26) / 2);
  const written = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
  // The first has no row beside it; the legend has two entries.
  expect(written.filter((text) => /^p\d+$/.test(text))).toHaveLength(25 + 24);
  expect(written).toHaveLength(25 + 24 + 2);
});
