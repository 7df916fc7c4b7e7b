/** What a panel of two parameters shows: nested highest-density regions, some draws, the truth. */
import { highestDensityLevels, kernelDensity2d } from "@retrodict/stats";
import type { KernelDensity2d } from "@retrodict/stats";
import { contours } from "d3-contour";
import { within } from "./columns.ts";
import { linePath } from "./figure.ts";
import type { Point } from "./figure.ts";
import { element } from "./markup.ts";
import { densityRoles, paint } from "./palette.ts";

/** One parameter's draws as positions on its axis: from 0 to 1, or beyond where a draw lies outside the prior. */
export interface Positions {
  readonly draws: Float64Array;
  readonly bandwidth: number;
  /** NaN when not known. */
  readonly truth: number;
}

/** Posterior mass inside each nested region, outermost first; 90 % and 50 % are outlined. */
const masses = [0.99, 0.9, 0.7, 0.5, 0.3, 0.1];
const outlined = new Set([0.9, 0.5]);
const resolution = 56;

/** Draws what two parameters say together into a square of `side` pixels, the first `points` draws as dots. */
export function drawJoint(x: Positions, y: Positions, side: number, points: number): string {
  const kept = x.draws
    .map((at, i) => (within(at) && within(y.draws[i]) ? i : -1))
    .filter((i) => i >= 0);
  const [h, v] = [x, y].map(({ draws }) => kept.map((i) => draws[i]));
  const dots = Array.from(h.subarray(0, points), (at, i) =>
    element("circle", { cx: at * side, cy: (1 - v[i]) * side, r: 0.9 }),
  ).join("");
  const cloud = dots && element("g", { ...paint({ fill: "ink" }), "fill-opacity": 0.4 }, dots);
  const drawn = kept.length === 0 ? "" : regions(h, v, [x.bandwidth, y.bandwidth], side);
  return drawn + cloud + truthDot(x.truth * side, (1 - y.truth) * side);
}

function regions(
  x: Float64Array,
  y: Float64Array,
  bandwidth: readonly [number, number],
  side: number,
): string {
  const density = kernelDensity2d(x, y, {
    points: [resolution, resolution],
    bandwidth,
    bounds: [
      [0, 1],
      [0, 1],
    ],
  });
  const grid = Array.from(density.density.data);
  const contour = contours().size([resolution, resolution]);
  return Array.from(highestDensityLevels(density.density.data, masses), (level, k) => {
    const rings = contour.contour(grid, level).coordinates.flat();
    const d = rings.map((ring) => `${linePath(ring.map(toPixels(density, side)))}Z`).join("");
    const stroke = outlined.has(masses[k]) ? ("posterior" as const) : undefined;
    const style = { ...paint({ fill: densityRoles[k], stroke }), "fill-rule": "evenodd" };
    return element("path", { d, ...style, "stroke-width": stroke && 0.8 });
  }).join("");
}

/** From the contour's cells to pixels. */
function toPixels({ x, y }: KernelDensity2d, side: number) {
  return ([column, row]: readonly number[]): Point => [
    along(x, column) * side,
    (1 - along(y, row)) * side,
  ];
}

/** Contours count in cells, and point `i` of the grid is the middle of cell `i`. */
function along(grid: Float64Array, cell: number): number {
  return grid[0] + (cell - 0.5) * (grid[1] - grid[0]);
}

function truthDot(cx: number, cy: number): string {
  if (!Number.isFinite(cx + cy)) return "";
  return element("circle", { cx, cy, r: 2.6, ...paint({ fill: "truth", stroke: "paper" }) });
}
