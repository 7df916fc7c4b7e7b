/** Curves over one axis, with errors: a share along a path, or at several temperatures. */
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
import { paint, type Role } from "./palette.ts";

export interface Curve {
  readonly label: string;
  readonly x: ArrayLike<number>;
  /** One value per x; NaN leaves a gap. */
  readonly y: ArrayLike<number>;
  /** Standard errors of y. */
  readonly errors?: ArrayLike<number>;
}

export interface LinePlotInput {
  readonly x: FieldSpec;
  readonly y: FieldSpec;
  /** Up to four. */
  readonly curves: readonly Curve[];
  /** Values of y that are in the panel even if no curve gets there. */
  readonly shown?: readonly number[];
}

const box = { x: 70, y: 42, width: 560, height: 240 };
const roles = ["posterior", "truth", "series2", "series1"] as const;

/** Curves in one panel under a legend, as an SVG document. */
export function linePlot({ x, y, curves, shown = [] }: LinePlotInput): string {
  assertCurves(curves);
  const reached = curves.flatMap((curve) =>
    Array.from(curve.y, (_, i) => reachOf(curve, i)).flat(),
  );
  const [left, right] = extent(curves.flatMap((curve) => Array.from(curve.x))) ?? [0, 1];
  const room = (right - left) * 0.02;
  const across = axis(left - room, right + room);
  const up = dataAxis([...reached, ...shown]);
  const place = (at: number, value: number): Point => [
    across.at(at) * box.width,
    (1 - up.at(value)) * box.height,
  ];
  const items = curves.map((curve, k): LegendItem => ({
    text: curve.label,
    role: roles[k],
    mark: "line",
  }));
  return figure(
    Math.max(box.x + box.width, box.x + legendWidth(items)) + 20,
    box.y + box.height + 46,
    `${y.name} over ${x.name}: ${curves.map((curve) => curve.label).join(", ")}`,
    legend([box.x, 22], items),
    panel(box, ...curves.map((curve, k) => drawn(curve, place, roles[k]))),
    ticksLeft(up, box, 5),
    ticksBelow(across, box, 7),
    label([16, box.y + box.height / 2], axisLabel(y), { size: 12, turn: -90 }),
    label([box.x + box.width / 2, box.y + box.height + 34], axisLabel(x), { size: 12 }),
  );
}

function assertCurves(curves: readonly Curve[]): void {
  assert(
    curves.length >= 1 && curves.length <= roles.length,
    "argument",
    "plot",
    () => `expected 1 to ${roles.length} curves, got ${curves.length}; compare fewer at once`,
  );
  for (const { x, y, errors } of curves) {
    assertLength(y, x.length, "y", "plot");
    if (errors) assertLength(errors, x.length, "errors", "plot");
  }
}

/** A standard error below and above a point. */
function reachOf({ y, errors }: Curve, i: number): readonly [number, number] {
  const error = errors?.[i] ?? 0;
  return [y[i] - error, y[i] + error];
}

function drawn(curve: Curve, place: (at: number, value: number) => Point, role: Role): string {
  const points = Array.from(curve.x, (at, i) => place(at, curve.y[i]));
  const marks = points.map(([cx, cy], i) => {
    if (!Number.isFinite(cx + cy)) return "";
    const [[x1, y1], [x2, y2]] = reachOf(curve, i).map((value) => place(curve.x[i], value));
    const bar = curve.errors && element("line", { x1, y1, x2, y2, ...paint({ stroke: role }) });
    return (bar ?? "") + element("circle", { cx, cy, r: 2.2, ...paint({ fill: role }) });
  });
  const line = { d: linePath(points), ...paint({ stroke: role }), "stroke-width": 1.5 };
  return element("path", line) + marks.join("");
}
