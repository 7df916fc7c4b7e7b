/** Posterior-predictive check (Gelman, Meng & Stern 1996): where the observed features fall among the predicted. */
import { assertLength, assertMatrix } from "@retrodict/check";
import { column } from "@retrodict/matrix";
import { dataAxis, extent } from "./axis.ts";
import type { Axis } from "./axis.ts";
import { label, panel, ticksBelow } from "./figure.ts";
import type { Box, LegendItem } from "./figure.ts";
import { axisLabel } from "./label.ts";
import { element, escape } from "./markup.ts";
import { paint } from "./palette.ts";
import { smallMultiples } from "./small-multiples.ts";
import type { StatisticsPlotInput } from "./types.ts";

const items: readonly LegendItem[] = [
  { text: "posterior predictive", role: "density4", mark: "swatch" },
  { text: "observed", role: "truth", mark: "line" },
];

/** One histogram of predictions per feature with the observed value as a line, as an SVG document. */
export function statisticsPlot({ features, observed, predicted }: StatisticsPlotInput): string {
  assertLength(observed, features.length, "observed", "plot");
  assertMatrix(predicted, { cols: features.length }, "predicted", "plot");
  return smallMultiples({
    description: `Observed against posterior-predictive ${features.map(({ name }) => name).join(", ")}`,
    items,
    labels: features.map(axisLabel),
    height: 100,
    draw: (j, box) => featurePanel(observed[j], column(predicted, j), box),
  });
}

function featurePanel(observed: number, predicted: Float64Array, box: Box): string {
  const values = predicted.filter(Number.isFinite);
  const { edges, across } = binning([...values, observed]);
  const counts = edges
    .slice(1)
    .map((_, k) => values.filter((v) => v >= edges[k] && v < edges[k + 1]).length);
  const tallest = Math.max(...counts, 1) * 1.1;
  const bars = counts.map((count, k) => {
    const x = across.at(edges[k]) * box.width;
    const width = across.at(edges[k + 1]) * box.width - x;
    const height = (count / tallest) * box.height;
    const style = paint({ fill: "density4", stroke: "paper" });
    return count === 0
      ? ""
      : element("rect", {
          x,
          y: box.height - height,
          width,
          height,
          ...style,
          "stroke-width": 0.5,
        });
  });
  const missing = predicted.length - values.length;
  const note = missing === 0 ? "" : `undefined in ${missing} of ${predicted.length}`;
  return (
    panel(box, ...bars, observedLine(observed, across, box)) +
    label([box.x + box.width, box.y - 5], escape(note), { role: "muted", size: 9, anchor: "end" }) +
    ticksBelow(across, box, 4, 0.03)
  );
}

function observedLine(observed: number, across: Axis, box: Box): string {
  if (!Number.isFinite(observed))
    return label([box.width / 2, box.height / 2], "observed: undefined", { role: "truth" });
  const x = across.at(observed) * box.width;
  return element("line", {
    x1: x,
    x2: x,
    y1: 0,
    y2: box.height,
    ...paint({ stroke: "truth" }),
    "stroke-width": 2,
  });
}

/** Bins over all finite values: one per count where values are few whole numbers, else thirty. */
function binning(values: readonly number[]): { readonly edges: number[]; readonly across: Axis } {
  const [lower, upper] = extent(values) ?? [0, 1];
  const whole =
    values.every((v) => !Number.isFinite(v) || Number.isInteger(v)) && upper - lower <= 60;
  const from = whole ? lower - 0.5 : lower;
  const span = whole ? upper - lower + 1 : upper - lower || Math.abs(lower) * 0.1 || 1;
  const count = whole ? span : 30;
  // The last edge lies a little beyond the highest value, so that its bin holds it.
  const edges = Array.from({ length: count + 1 }, (_, k) => from + (k * span * (1 + 1e-9)) / count);
  return { edges, across: dataAxis([from, from + span]) };
}
