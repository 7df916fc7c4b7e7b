/** A way through parameter space: its density, what simulations on it do, and where each parameter goes. */
import { assertLength, assertMatrix } from "@retrodict/check";
import { column } from "@retrodict/matrix";
import type { Matrix, ParameterSpec } from "@retrodict/spec";
import { axis, dataAxis, parameterAxis } from "./axis.ts";
import type { Axis } from "./axis.ts";
import { linePath, panel, ticksBelow, ticksLeft } from "./figure.ts";
import type { Box, LegendItem, Point } from "./figure.ts";
import { axisLabel } from "./label.ts";
import { element } from "./markup.ts";
import { paint } from "./palette.ts";
import { smallMultiples } from "./small-multiples.ts";

export interface PathPlotInput {
  readonly parameters: readonly ParameterSpec[];
  /** From one end to the other, one per row. */
  readonly points: Matrix;
  /** Of each point from the first, along the path. */
  readonly distance: ArrayLike<number>;
  readonly logDensity: ArrayLike<number>;
  /** The log-density below which the path counts as broken. */
  readonly level: number;
  /** Where on the path the model was simulated, and the share of simulations there that resemble the observation. */
  readonly simulated?: { readonly distance: ArrayLike<number>; readonly share: ArrayLike<number> };
}

const items: readonly LegendItem[] = [
  { text: "along the path", role: "posterior", mark: "line" },
  { text: "below this, the path is broken", role: "muted", mark: "line", dash: "4 3" },
];

/** What one panel shows over the distance. */
interface Course {
  readonly label: string;
  readonly up: Axis;
  readonly distance: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  readonly level?: number;
}

/**
 * The log-density along a path, the share of simulations near the observation where there were any, and a panel for each
 * parameter from bound to bound, as an SVG document.
 */
export function pathPlot(input: PathPlotInput): string {
  const { parameters, points, distance } = input;
  assertMatrix(points, { cols: parameters.length }, "points", "plot");
  assertLength(distance, points.rows, "distance", "plot");
  assertLength(input.logDensity, points.rows, "logDensity", "plot");
  const courses = [...densityCourses(input), ...parameterCourses(input)];
  const across = axis(0, distance[points.rows - 1]);
  return smallMultiples({
    description: `Path through ${parameters.map(({ name }) => name).join(", ")}`,
    items,
    labels: courses.map((course) => course.label),
    height: 100,
    left: 34,
    draw: (k, box) => coursePanel(courses[k], across, box),
  });
}

function densityCourses({ distance, logDensity, level, simulated }: PathPlotInput): Course[] {
  const up = dataAxis([...Array.from(logDensity), level], 0.1);
  const density = { label: "log-density", up, distance, values: logDensity, level };
  if (simulated === undefined) return [density];
  const { share } = simulated;
  assertLength(simulated.distance, share.length, "simulated.distance", "plot");
  const near = "share near the observation";
  // Most simulations at a point are to be near.
  return [
    density,
    {
      label: near,
      up: axis(-0.05, 1.05),
      distance: simulated.distance,
      values: share,
      level: 0.5,
    },
  ];
}

const parameterCourses = ({ parameters, points, distance }: PathPlotInput): Course[] =>
  parameters.map((parameter, j) => {
    const values = column(points, j);
    return { label: axisLabel(parameter), up: parameterAxis(parameter, values), distance, values };
  });

function coursePanel({ up, distance, values, level }: Course, across: Axis, box: Box): string {
  const place = (x: number, y: number): Point => [
    across.at(x) * box.width,
    (1 - up.at(y)) * box.height,
  ];
  const points = Array.from(values, (value, i) => place(distance[i], value));
  const line = { ...paint({ stroke: "posterior" }), "stroke-width": 1.5 };
  return (
    panel(
      box,
      level === undefined ? "" : levelLine((1 - up.at(level)) * box.height, box),
      element("path", { d: linePath(points), ...line, "stroke-linejoin": "round" }),
    ) +
    ticksLeft(up, box, 3, 0.05) +
    ticksBelow(across, box, 4, 0.03)
  );
}

function levelLine(y: number, { width }: Box): string {
  const dashes = { ...paint({ stroke: "muted" }), "stroke-dasharray": "4 3" };
  return element("line", { x1: 0, x2: width, y1: y, y2: y, ...dashes });
}
