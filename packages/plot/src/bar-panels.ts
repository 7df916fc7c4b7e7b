/** Horizontal bars with error bars: a row for each name, a panel for each quantity that rows are compared by. */
import { axis } from "./axis.ts";
import type { Axis } from "./axis.ts";
import { figure, label, legend, legendWidth, panel, ticksBelow } from "./figure.ts";
import type { Box, LegendItem } from "./figure.ts";
import { element } from "./markup.ts";
import { paint, type Role } from "./palette.ts";

/** Values with their standard errors, one for each row. */
export interface Measured {
  readonly values: ArrayLike<number>;
  readonly errors: ArrayLike<number>;
}

export interface BarPanel {
  /** What stands below it, as markup. */
  readonly title: string;
  readonly bars: Measured;
  /** A second opinion on each row, as dots on the bars. */
  readonly dots?: Measured;
}

export interface BarPanels {
  readonly description: string;
  readonly items: readonly LegendItem[];
  /** Names of the rows, as markup, and the characters of the longest. */
  readonly rows: readonly string[];
  readonly longest: number;
  readonly panels: readonly BarPanel[];
  /** Of all panels; it holds 0. */
  readonly range: readonly [lower: number, upper: number];
  /** Pixels across a panel. */
  readonly width: number;
}

const top = 40;
const edge = 16;
const gap = { x: 22, y: 58 };
const step = 20;
const thick = 11;
/** Panels side by side at most. */
const most = 3;
/** Pixels of a character at most. */
const character = 6.5;

/** Panels from left to right with the names of the rows left of them, as an SVG document. */
export function barPanels(bars: BarPanels): string {
  const { rows, panels, width } = bars;
  const across = axis(...bars.range);
  const left = edge + bars.longest * character + 8;
  const height = rows.length * step + 8;
  const columns = Math.min(most, panels.length);
  const lines = Math.ceil(panels.length / columns);
  const boxes = panels.map((_, k) => ({
    x: left + (k % columns) * (width + gap.x),
    y: top + Math.floor(k / columns) * (height + gap.y),
    width,
    height,
  }));
  const drawn = panels.map((one, k) => barPanel(one, across, boxes[k]));
  const names = Array.from({ length: lines }, (_, line) =>
    rows.map((row, i) => {
      const y = boxes[line * columns].y + middleOf(i) + 4;
      return label([left - 8, y], row, { anchor: "end" });
    }),
  ).flat();
  const extent = left + columns * (width + gap.x) - gap.x;
  return figure(
    Math.max(extent, edge + legendWidth(bars.items)) + edge,
    top + lines * (height + gap.y),
    bars.description,
    legend([edge, 22], bars.items),
    ...drawn,
    ...names,
  );
}

const middleOf = (row: number): number => 4 + (row + 0.5) * step;

function barPanel({ title, bars, dots }: BarPanel, across: Axis, box: Box): string {
  const zero = across.at(0) * box.width;
  const drawn = Array.from(bars.values, (value, i) => {
    const end = across.at(value) * box.width;
    const y = middleOf(i);
    return Number.isFinite(end)
      ? element("rect", {
          x: Math.min(zero, end),
          y: y - thick / 2,
          width: Math.abs(end - zero),
          height: thick,
          ...paint({ fill: "density4" }),
        })
      : "";
  });
  const line = { x1: zero, x2: zero, y1: 0, y2: box.height, ...paint({ stroke: "frame" }) };
  return (
    panel(
      box,
      ...drawn,
      element("line", line),
      ...reaches(bars, "ink", across, box),
      ...(dots ? [...reaches(dots, "truth", across, box), ...circles(dots, across, box)] : []),
    ) +
    ticksBelow(across, box, 4, 0.02) +
    label([box.x + box.width / 2, box.y + box.height + 33], title, { size: 12 })
  );
}

/** Two standard errors to either side. */
const reaches = (
  { values, errors }: Measured,
  role: Role,
  across: Axis,
  { width }: Box,
): readonly string[] =>
  Array.from(values, (value, i) => {
    const [x1, x2] = [-2, 2].map((by) => across.at(value + by * errors[i]) * width);
    const y = middleOf(i) + (role === "ink" ? 0 : thick / 4);
    return Number.isFinite(x1) && Number.isFinite(x2)
      ? element("line", { x1, x2, y1: y, y2: y, ...paint({ stroke: role }), "stroke-width": 1.2 })
      : "";
  });

const circles = ({ values }: Measured, across: Axis, { width }: Box): readonly string[] =>
  Array.from(values, (value, i) => {
    const at = { cx: across.at(value) * width, cy: middleOf(i) + thick / 4, r: 2.6 };
    return Number.isFinite(at.cx) ? element("circle", { ...at, ...paint({ fill: "truth" }) }) : "";
  });
