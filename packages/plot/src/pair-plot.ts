/**
 * The posterior at a glance: every pair of parameters as nested highest-density regions below the diagonal,
 * every parameter's own density on it, each axis as wide as the prior, so that width means ignorance.
 */
import type { ParameterSpec } from "@retrodict/spec";
import { highestDensityLevels, kernelDensity2d } from "@retrodict/stats";
import type { KernelDensity2d } from "@retrodict/stats";
import { contours } from "d3-contour";
import { parameterAxis } from "./axis.ts";
import type { Axis } from "./axis.ts";
import { assertSamples, finiteColumns } from "./columns.ts";
import { bandwidth } from "./bandwidth.ts";
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
import type { Box, LegendItem, Point } from "./figure.ts";
import { axisLabel } from "./label.ts";
import { densityCurve, drawCurve, drawPrior, drawTruth, peak, priorDash } from "./marginal.ts";
import { element } from "./markup.ts";
import { densityRoles, paint } from "./palette.ts";
import type { PairPlotInput } from "./types.ts";

const gap = 9;
const margin = { left: 62, right: 12, top: 40, bottom: 46 };
/** Posterior mass inside each nested region, outermost first; 90 % and 50 % are outlined. */
const masses = [0.99, 0.9, 0.7, 0.5, 0.3, 0.1];
const outlined = new Set([0.9, 0.5]);
const resolution = 56;

/** Triangle of pairwise posterior densities with marginals on the diagonal, as an SVG document. */
export function pairPlot({ samples, parameters, truth, points = 0 }: PairPlotInput): string {
  assertSamples(samples, parameters, truth);
  const columns = finiteColumns(samples);
  const dimensions = parameters.map((parameter, j): Dimension => ({
    parameter,
    values: columns[j],
    axis: parameterAxis(parameter, columns[j]),
    truth: truth?.[j],
  }));
  const n = parameters.length;
  const side = Math.min(220, Math.floor(820 / n) - gap);
  const extent = n * (side + gap) - gap;
  const panels = dimensions.flatMap((y, row) =>
    dimensions.slice(0, row + 1).map((x, col) => {
      const drawn = row === col ? marginal(x, side) : joint(x, y, side, points);
      return panel(place(row, col, side), drawn);
    }),
  );
  const names = parameters.map(({ name }) => name).join(", ");
  const items = legendItems(truth !== undefined);
  return figure(
    margin.left + Math.max(extent, legendWidth(items)) + margin.right,
    margin.top + extent + margin.bottom,
    `Pair plot of the posterior over ${names}`,
    legend([margin.left, 22], items),
    ...panels,
    ...dimensions.map((x, j) => below(x, place(n - 1, j, side))),
    ...dimensions.slice(1).map((y, j) => leftOf(y, place(j + 1, 0, side))),
  );
}

/** One parameter: its draws, axis and true value. */
interface Dimension {
  readonly parameter: ParameterSpec;
  readonly values: Float64Array;
  readonly axis: Axis;
  readonly truth: number | undefined;
}

/** The square of a panel. */
function place(row: number, col: number, side: number): Box {
  const x = margin.left + col * (side + gap);
  const y = margin.top + row * (side + gap);
  return { x, y, width: side, height: side };
}

function below({ axis, parameter }: Dimension, box: Box): string {
  const middle = box.x + box.width / 2;
  const name = label([middle, box.y + box.height + 36], axisLabel(parameter), { size: 12 });
  return ticksBelow(axis, box, 3, 0.08) + name;
}

function leftOf({ axis, parameter }: Dimension, box: Box): string {
  const middle = box.y + box.height / 2;
  const name = label([14, middle], axisLabel(parameter), { size: 12, turn: -90 });
  return ticksLeft(axis, box, 3, 0.08) + name;
}

function marginal({ values, axis, truth }: Dimension, side: number): string {
  const size = { width: side, height: side };
  const curve = densityCurve(values, axis);
  const top = peak([curve]);
  return (
    drawPrior(top, size) + drawCurve(curve, top, size, "posterior") + drawTruth(truth, axis, size)
  );
}

function joint(x: Dimension, y: Dimension, side: number, points: number): string {
  const draws = Array.from(x.values, (value, i): Point => [
    x.axis.at(value),
    y.axis.at(y.values[i]),
  ]);
  const within = draws.filter((draw) => draw.every((at) => at >= 0 && at <= 1));
  const dots = within
    .slice(0, points)
    .map(([h, v]) => element("circle", { cx: h * side, cy: (1 - v) * side, r: 0.9 }))
    .join("");
  const cloud = dots && element("g", { ...paint({ fill: "ink" }), "fill-opacity": 0.4 }, dots);
  return regions(within, side) + cloud + truthDot(x, y, side);
}

/** Nested highest-density regions of draws on the unit square. */
function regions(draws: readonly Point[], side: number): string {
  if (draws.length === 0) return "";
  const [x, y] = [0, 1].map((k) => Float64Array.from(draws, (draw) => draw[k]));
  const density = kernelDensity2d(x, y, {
    points: [resolution, resolution],
    bandwidth: [bandwidth(x, 2), bandwidth(y, 2)],
    bounds: [
      [0, 1],
      [0, 1],
    ],
  });
  const { data } = density.density;
  const contour = contours().size([resolution, resolution]);
  return Array.from(highestDensityLevels(data, masses), (level, k) => {
    const rings = contour.contour([...data], level).coordinates.flat();
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

function truthDot(x: Dimension, y: Dimension, side: number): string {
  if (x.truth === undefined || y.truth === undefined) return "";
  const [cx, cy] = [x.axis.at(x.truth) * side, (1 - y.axis.at(y.truth)) * side];
  if (!Number.isFinite(cx + cy)) return "";
  return element("circle", { cx, cy, r: 2.6, ...paint({ fill: "truth", stroke: "paper" }) });
}

function legendItems(known: boolean): LegendItem[] {
  const items: LegendItem[] = [
    { text: "posterior, outlines hold 50 % and 90 %", role: "density4", mark: "swatch" },
    { text: "prior", role: "prior", mark: "line", dash: priorDash },
  ];
  return known ? [...items, { text: "true value", role: "truth", mark: "dot" }] : items;
}
