/**
 * Curves of calibration in their simultaneous bands (Säilynoja, Bürkner & Vehtari 2022): a share observed at each level
 * where a calibrated posterior has the level itself, as coverage or as its difference from the level.
 */
import { assert, assertLength } from "@retrodict/check";
import { axis } from "./axis.ts";
import type { Axis } from "./axis.ts";
import { label, linePath, panel, ticksBelow } from "./figure.ts";
import type { Box, LegendItem, Point } from "./figure.ts";
import { element, escape } from "./markup.ts";
import { paint } from "./palette.ts";
import { smallMultiples } from "./small-multiples.ts";

/** Shares observed at increasing levels, both between 0 and 1, and between which a calibrated posterior's would lie. */
export interface CalibrationCurveInput {
  readonly name: string;
  readonly levels: ArrayLike<number>;
  readonly observed: ArrayLike<number>;
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
}

export interface CalibrationPlotInput {
  /** One panel each. */
  readonly curves: readonly CalibrationCurveInput[];
}

const band: LegendItem = { text: "calibrated posteriors stay here", role: "band", mark: "swatch" };

/**
 * How far the share of ranks below each level is from the level, one panel per curve, as an SVG document. Above the line
 * at first and below it later the posterior is too narrow, the other way round too wide; on one side it is shifted.
 */
export function ecdfDifferencePlot({ curves }: CalibrationPlotInput): string {
  assertCurves(curves);
  const largest = Math.max(
    ...curves.flatMap(({ levels, observed, lower, upper }) =>
      [observed, lower, upper].flatMap((values) =>
        Array.from(values, (value, k) => Math.abs(value - levels[k])),
      ),
    ),
  );
  return smallMultiples({
    description: `Ranks of the truth against uniform ones for ${namesOf(curves)}`,
    items: [{ text: "share of ranks below − level", role: "posterior", mark: "line" }, band],
    labels: curves.map(({ name }) => escape(name)),
    height: 110,
    draw: (k, box) =>
      curvePanel(curves[k], box, {
        up: axis(-1.1 * largest, 1.1 * largest),
        height: (share, level) => share - level,
      }) + edgeLabel(1.1 * largest, box),
  });
}

/**
 * The share of truths in regions that claim each level, one panel per curve, as an SVG document. Regions of highest
 * density claim too much where the curve lies below the diagonal, and too little above it.
 */
export function coveragePlot({ curves }: CalibrationPlotInput): string {
  assertCurves(curves);
  return smallMultiples({
    description: `Share of truths in regions against what these claim for ${namesOf(curves)}`,
    items: [{ text: "share of truths", role: "posterior", mark: "line" }, band],
    labels: curves.map(({ name }) => `level, ${escape(name)}`),
    height: 200,
    draw: (k, box) => curvePanel(curves[k], box, { up: axis(0, 1), height: (share) => share }),
  });
}

function assertCurves(curves: readonly CalibrationCurveInput[]): void {
  assert(
    curves.length > 0,
    "argument",
    "plot",
    "expected at least one curve, got none; pass those of a check of calibration",
  );
  for (const { name, levels, observed, lower, upper } of curves) {
    assertLength(observed, levels.length, `observed of ${name}`, "plot");
    assertLength(lower, levels.length, `lower of ${name}`, "plot");
    assertLength(upper, levels.length, `upper of ${name}`, "plot");
  }
}

const namesOf = (curves: readonly CalibrationCurveInput[]): string =>
  curves.map(({ name }) => name).join(", ");

/** How a share at a level is drawn. */
interface View {
  readonly up: Axis;
  readonly height: (share: number, level: number) => number;
}

function curvePanel(curve: CalibrationCurveInput, box: Box, { up, height }: View): string {
  const across = axis(0, 1);
  const levels = [0, ...Array.from(curve.levels), 1];
  /** From no share at level 0 to all at level 1. */
  const points = (values: ArrayLike<number>): Point[] =>
    [0, ...Array.from(values), 1].map((share, k) => [
      across.at(levels[k]) * box.width,
      (1 - up.at(height(share, levels[k]))) * box.height,
    ]);
  const around = linePath([...points(curve.upper), ...points(curve.lower).toReversed()]);
  const line = { ...paint({ stroke: "posterior" }), "stroke-width": 1.5 };
  const dashes = { ...paint({ stroke: "muted" }), "stroke-dasharray": "4 3" };
  return (
    panel(
      box,
      element("path", { d: around, ...paint({ fill: "band" }) }),
      element("path", { d: linePath(points(curve.levels)), ...dashes }),
      element("path", { d: linePath(points(curve.observed)), ...line, "stroke-linejoin": "round" }),
    ) + ticksBelow(across, box, 4, 0.02)
  );
}

/** What the upper edge of a panel of differences stands for; the lower one is its negative. */
function edgeLabel(edge: number, { x, y }: Box): string {
  const style = { role: "muted", size: 9, anchor: "start" } as const;
  return label([x, y - 5], `± ${Number(edge.toPrecision(2))}`, style);
}
