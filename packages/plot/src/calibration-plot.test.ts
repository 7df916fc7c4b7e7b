import { expect, test } from "vitest";
import { coveragePlot, ecdfDifferencePlot } from "./index.ts";

const levels = [0.25, 0.5, 0.75];
const curve = (name: string, observed: readonly number[]) => ({
  name,
  levels,
  observed,
  lower: levels.map((level) => level - 0.1),
  upper: levels.map((level) => level + 0.1),
});
const curves = [curve("g_Na", [0.45, 0.5, 0.55]), curve("<b>", levels)];

/** Corners of the path that is drawn with this stroke, panel by panel. */
function corners(svg: string, role: string): (readonly [number, number])[][] {
  const paths = svg.match(/<path [^>]*>/g)!.filter((path) => path.includes(`stroke-${role}"`));
  return paths.map((path) =>
    Array.from(path.matchAll(/[ML]([\d.]+),([\d.]+)/g), ([, x, y]) => [Number(x), Number(y)]),
  );
}

test("coverage runs from corner to corner through what was observed", () => {
  const [far, exact] = corners(coveragePlot({ curves }), "posterior");
  expect(far).toEqual([
    [0, 200],
    [50, 110],
    [100, 100],
    [150, 90],
    [200, 0],
  ]);
  expect(exact).toEqual(corners(coveragePlot({ curves }), "muted")[1]);
});

test("differences start and end at 0, on one scale for all panels", () => {
  const svg = ecdfDifferencePlot({ curves });
  const [far, exact] = corners(svg, "posterior");
  // The largest is 0.2, at 10 / 11 of the way from the middle to an edge.
  expect(far).toEqual([
    [0, 55],
    [50, 5],
    [100, 55],
    [150, 105],
    [200, 55],
  ]);
  expect(exact.every(([, y]) => y === 55)).toBe(true);
  expect(svg).toContain("± 0.22");
});

test.each([coveragePlot, ecdfDifferencePlot])(
  "%o has a panel a curve, and escapes names",
  (plot) => {
    const svg = plot({ curves });
    expect(svg.split('class="panel"')).toHaveLength(3);
    expect(svg).toContain("&lt;b&gt;");
    expect(svg).not.toMatch(/NaN|<b>/);
    expect(plot({ curves })).toBe(svg);
    expect(() => plot({ curves: [] })).toThrow(/at least one curve/);
    expect(() => plot({ curves: [{ ...curves[0], observed: [1] }] })).toThrow(
      /observed of g_Na of length 3/,
    );
  },
);
