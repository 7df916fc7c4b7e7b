/** Recovery of parameters from simulated data: estimates over truths, each with its interval. */
import { assert, assertLength } from "@retrodict/check";
import type { ParameterSpec } from "@retrodict/spec";
import { axis, extent } from "./axis.ts";
import type { Axis } from "./axis.ts";
import { panel, ticksBelow } from "./figure.ts";
import type { Box, LegendItem } from "./figure.ts";
import { axisLabel } from "./label.ts";
import { element } from "./markup.ts";
import { paint } from "./palette.ts";
import { smallMultiples } from "./small-multiples.ts";
import type { RecoveryEstimates, RecoveryPlotInput } from "./types.ts";

/** More trials than this in one panel are a cloud. */
const MOST_TRIALS = 150;

const items: readonly LegendItem[] = [
  { text: "estimate and interval", role: "posterior", mark: "dot" },
  { text: "interval without the truth", role: "truth", mark: "dot" },
  { text: "estimate = truth", role: "muted", mark: "line", dash: "4 3" },
];

/**
 * One panel per parameter, truths across and estimates with their intervals up on the same axis, as an SVG document. Of
 * many trials the first 150 are shown.
 */
export function recoveryPlot({ parameters, estimates }: RecoveryPlotInput): string {
  assert(
    parameters.length > 0 && parameters.length === estimates.length,
    "shape",
    "plot",
    () =>
      `expected estimates of ${parameters.length} parameters, got ${estimates.length}; pass a specification for each`,
  );
  for (const { truth, ...rest } of estimates)
    for (const [name, values] of Object.entries(rest))
      assertLength(values, truth.length, name, "plot");
  return smallMultiples({
    description: `Estimates against true values of ${parameters.map(({ name }) => name).join(", ")}`,
    items,
    labels: parameters.map((parameter) => `true ${axisLabel(parameter)}`),
    height: 200,
    draw: (j, box) => recoveryPanel(estimates[j], parameters[j], box),
  });
}

function recoveryPanel(estimates: RecoveryEstimates, { scale }: ParameterSpec, box: Box): string {
  const { truth, lower, upper } = estimates;
  const [low, high] = extent([truth, lower, upper].flatMap((values) => Array.from(values))) ?? [
    0, 1,
  ];
  const both = axis(low, high, scale);
  const diagonal = { x1: 0, y1: box.height, x2: box.width, y2: 0, "stroke-dasharray": "4 3" };
  return (
    panel(
      box,
      ...marks(estimates, both, box),
      element("line", { ...diagonal, ...paint({ stroke: "muted" }) }),
    ) + ticksBelow(both, box, 4, 0.03)
  );
}

/** Those whose interval lacks the truth last, so that they are seen. */
function marks(
  { truth, estimate, lower, upper }: RecoveryEstimates,
  both: Axis,
  { width, height }: Box,
): string[] {
  const shown = Array.from({ length: Math.min(truth.length, MOST_TRIALS) }, (_, i) => i);
  const holds = (i: number) => lower[i] <= truth[i] && truth[i] <= upper[i];
  const up = (value: number) => (1 - both.at(value)) * height;
  return [...shown.filter(holds), ...shown.filter((i) => !holds(i))].map((i) => {
    const role = holds(i) ? "posterior" : "truth";
    const x = both.at(truth[i]) * width;
    const interval = { x1: x, x2: x, y1: up(lower[i]), y2: up(upper[i]), "stroke-opacity": 0.4 };
    return (
      element("line", { ...interval, ...paint({ stroke: role }) }) +
      element("circle", { cx: x, cy: up(estimate[i]), r: 1.8, ...paint({ fill: role }) })
    );
  });
}
