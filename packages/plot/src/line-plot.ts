/** Curves over one axis, with points and errors: a profile along a path, a share at several temperatures. */
import { assert, assertLength } from "@retrodict/check";
import type { FieldSpec } from "@retrodict/spec";
import { axis, dataAxis, extent } from "./axis.ts";
import {
  figure,
  label,
  legend,
  legendWidth,
  linePath,
  panel,
  ticksBelow,
  ticksLeft,
} from "./figure.ts";
import type { LegendItem, Point } from "./figure.ts";
import { axisLabel } from "./label.ts";
import { element } from "./markup.ts";
import { paint } from "./palette.ts";

export interface Curve {
  readonly label: string;
  readonly x: ArrayLike<number>;
  /** One value per x; NaN leaves a gap. */
  readonly y: ArrayLike<number>;
  /** Standard errors of y, drawn as bars. */
  readonly errors?: ArrayLike<number>;
  /** Only the points are drawn. */
  readonly scattered?: boolean;
}

export interface LinePlotInput {
  readonly x: FieldSpec;
  readonly y: FieldSpec;
  /** Up to four. */
  readonly curves: readonly Curve[];
  /** A level of y that is marked by a dashed line. */
  readonly level?: { readonly label: string; readonly at: number };
}

const box = { x: 70, y: 42, width: 560, height: 240 };
const roles = ["posterior", "truth", "series2", "series1"] as const;

/** Curves in one panel under a legend, as an SVG document. */
export function linePlot({ x, y, curves, level }: LinePlotInput): string {
  assert(
    curves.length >= 1 && curves.length <= roles.length,
    "argument",
    "plot",
    () => `expected 1 to ${roles.length} curves, got ${curves.length}; compare fewer at once`,
  );
  for (const curve of curves) {
    assertLength(curve.y, curve.x.length, "y", "plot");
    if (curve.errors) assertLength(curve.errors, curve.x.length, "errors", "plot");
  }
  const [left, right] = extent(curves.flatMap((curve) => Array.from(curve.x))) ?? [0, 1];
  const room = (right - left) * 0.02;
  const across = axis(left - room, right + room);
  const reached = curves.flatMap((curve) =>
    Array.from(curve.y).flatMap((value, i) => {
      const error = curve.errors?.[i] ?? 0;
      return [value - error, value + error];
    }),
  );
  const up = dataAxis(level === undefined ? reached : [...reached, level.at]);
  const place = (at: number, value: number): Point => [
    across.at(at) * box.width,
    (1 - up.at(value)) * box.height,
  ];
  const items: LegendItem[] = curves.map((curve, k) => ({
    text: curve.label,
    role: roles[k],
    mark: curve.scattered ? "dot" : "line",
  }));
  if (level) items.push({ text: level.label, role: "muted", mark: "line", dash: "5 4" });
  const drawn = curves.map((curve, k) => {
    const points = Array.from(curve.x, (at, i) => place(at, curve.y[i]));
    const dots = points
      .filter((point) => point.every(Number.isFinite))
      .map(([cx, cy]) =>
        element("circle", { cx, cy, r: 2.2, ...paint({ fill: roles[k] }), "fill-opacity": 0.7 }),
      );
    const bars = Array.from(curve.errors ?? [], (error, i) => {
      const [[x1, y1], [, y2]] = [
        place(curve.x[i], curve.y[i] - error),
        place(curve.x[i], curve.y[i] + error),
      ];
      return Number.isFinite(y1 + y2)
        ? element("line", { x1, x2: x1, y1, y2, ...paint({ stroke: roles[k] }) })
        : "";
    });
    const line = curve.scattered
      ? ""
      : element("path", {
          d: linePath(points),
          ...paint({ stroke: roles[k] }),
          "stroke-width": 1.5,
        });
    return line + bars.join("") + dots.join("");
  });
  const [, height] = level ? place(left, level.at) : [0, 0];
  const dashed = level
    ? element("line", {
        x1: 0,
        x2: box.width,
        y1: height,
        y2: height,
        ...paint({ stroke: "muted" }),
        "stroke-dasharray": "5 4",
      })
    : "";
  return figure(
    Math.max(box.x + box.width, box.x + legendWidth(items)) + 20,
    box.y + box.height + 46,
    `${y.name} over ${x.name}: ${curves.map((curve) => curve.label).join(", ")}`,
    legend([box.x, 22], items),
    panel(box, dashed, ...drawn),
    ticksLeft(up, box, 5),
    ticksBelow(across, box, 7),
    label([16, box.y + box.height / 2], axisLabel(y), { size: 12, turn: -90 }),
    label([box.x + box.width / 2, box.y + box.height + 34], axisLabel(x), { size: 12 }),
  );
}
