/** Posterior-predictive check (Gelman, Meng & Stern 1996): where the observed features fall among the predicted. */
import { assertLength, assertMatrix } from "@retrodict/check";
import { column } from "@retrodict/matrix";
import { dataAxis } from "./axis.ts";
import type { Axis } from "./axis.ts";
import { label, panel, ticksBelow } from "./figure.ts";
import type { Box, LegendItem } from "./figure.ts";
import { histogram } from "./histogram.ts";
import { axisLabel } from "./label.ts";
import { element } from "./markup.ts";
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
  const { edges, counts, beyond } = histogram(values, observed);
  const across = dataAxis(edges);
  const tallest = Math.max(...counts, 1) * 1.1;
  const style = { ...paint({ fill: "density4", stroke: "paper" }), "stroke-width": 0.5 };
  const bars = counts.map((count, k) => {
    const [x, end] = [edges[k], edges[k + 1]].map((edge) => across.at(edge) * box.width);
    const height = (count / tallest) * box.height;
    const bar = { x, y: box.height - height, width: end - x, height };
    return count === 0 ? "" : element("rect", { ...bar, ...style });
  });
  return (
    panel(box, ...bars, observedLine(observed, across, box)) +
    note(predicted.length - values.length, beyond, box) +
    // No more numbers than bars, so that a few counts have no fractions between them.
    ticksBelow(across, box, Math.min(4, counts.length), 0.03)
  );
}

/** How many predictions the panel does not show. */
function note(missing: number, beyond: number, box: Box): string {
  const parts = [missing > 0 && `${missing} without a value`, beyond > 0 && `${beyond} beyond`];
  const style = { role: "muted", size: 9, anchor: "end" } as const;
  return label([box.x + box.width, box.y - 5], parts.filter(Boolean).join(", "), style);
}

function observedLine(observed: number, across: Axis, box: Box): string {
  if (!Number.isFinite(observed))
    return label([box.width / 2, box.height / 2], "observed: no value", { role: "truth" });
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
