/** Curves of a one-dimensional panel: the density of draws, the prior, the true value. */
import { kernelDensity1d } from "@retrodict/stats";
import type { Axis } from "./axis.ts";
import { bandwidth } from "./bandwidth.ts";
import { areaPath, linePath } from "./figure.ts";
import type { Box, Point } from "./figure.ts";
import { inside } from "./columns.ts";
import { element } from "./markup.ts";
import { paint } from "./palette.ts";
import type { Role } from "./palette.ts";

/** A density over positions 0 to 1 of an axis, where a flat prior has density 1. */
export type Curve = readonly Point[];

type Size = Pick<Box, "width" | "height">;

/** The smooth density of values on an axis; empty when none lies between the edges. */
export function densityCurve(values: Float64Array, axis: Axis): Curve {
  const positions = inside(values, axis);
  if (positions.length === 0) return [];
  const { x, density } = kernelDensity1d(positions, {
    points: 160,
    bandwidth: bandwidth(positions, 1),
    // Reflected at the edges: a posterior pressing against its bound is not drawn as if it avoided it.
    bounds: [0, 1],
  });
  return Array.from(x, (at, i) => [at, density[i]]);
}

/** Density at the top of a panel that shows these curves and the prior. */
export function peak(curves: readonly Curve[]): number {
  const heights = curves.flatMap((curve) => curve.map(([, height]) => height));
  return 1.12 * heights.reduce((a, b) => Math.max(a, b), 1);
}

/** A curve in pixels: a light area under a line. */
export function drawCurve(
  curve: Curve,
  top: number,
  size: Size,
  role: Role,
  dash?: string,
): string {
  const points = toPixels(curve, top, size);
  if (points.length === 0) return "";
  return (
    element("path", {
      d: areaPath(points, size.height),
      ...paint({ fill: role }),
      "fill-opacity": 0.12,
    }) +
    element("path", {
      d: linePath(points),
      ...paint({ stroke: role }),
      "stroke-width": 1.5,
      "stroke-dasharray": dash,
    })
  );
}

const toPixels = (curve: Curve, top: number, { width, height }: Size): readonly Point[] =>
  curve.map(([at, density]) => [at * width, (1 - density / top) * height]);

/** Stroke pattern of the prior. */
export const priorDash = "4 3";

/** The prior as a dashed line: its curve, or flat on the axis' scale where none is given. */
export function drawPrior(curve: Curve | undefined, top: number, { width, height }: Size): string {
  if (curve?.length === 0) return "";
  const style = {
    ...paint({ stroke: "prior" }),
    "stroke-width": 1,
    "stroke-dasharray": priorDash,
  };
  if (curve !== undefined)
    return element("path", { d: linePath(toPixels(curve, top, { width, height })), ...style });
  const y = (1 - 1 / top) * height;
  return element("line", { x1: 0, x2: width, y1: y, y2: y, ...style });
}

/** A vertical line at a value; nothing when the value is not known. */
export function drawTruth(value: number | undefined, axis: Axis, { width, height }: Size): string {
  if (value === undefined || !Number.isFinite(axis.at(value))) return "";
  const x = axis.at(value) * width;
  const stroke = { ...paint({ stroke: "truth" }), "stroke-width": 1.75 };
  return element("line", { x1: x, x2: x, y1: 0, y2: height, ...stroke });
}
