/**
 * Simulation-based calibration (Talts et al. 2018, arXiv:1804.06788): with a posterior that is right, the rank of
 * the truth among its draws is uniform. A ∪ says the posterior is too narrow, a ∩ too wide, a slope shifted.
 */
import { assert, assertCount, assertMatrix } from "@retrodict/check";
import type { FieldSpec } from "@retrodict/spec";
import { axis } from "./axis.ts";
import { binomialBand } from "./binomial.ts";
import { column } from "./columns.ts";
import { figure, label, legend, panel, ticksBelow } from "./figure.ts";
import type { Box, LegendItem } from "./figure.ts";
import { smallMultiples } from "./grid.ts";
import { symbolSvg } from "./label.ts";
import { element } from "./markup.ts";
import { paint } from "./palette.ts";
import type { RankPlotInput } from "./types.ts";

const confidence = 0.99;
const items: readonly LegendItem[] = [
  { text: "ranks of the truth", role: "density4", mark: "swatch" },
  { text: "99 % of bars lie here when calibrated", role: "band", mark: "swatch" },
];

/** One histogram of ranks per parameter over the band expected of a calibrated posterior, as an SVG document. */
export function rankPlot(input: RankPlotInput): string {
  const { ranks, draws, parameters } = input;
  const bins = Math.min(input.bins ?? 20, draws + 1);
  assertCount(draws, "draws", "plot");
  assertCount(bins, "bins", "plot", 2);
  assertMatrix(ranks, { cols: parameters.length }, "ranks", "plot");
  assert(
    ranks.data.every((rank) => Number.isInteger(rank) && rank >= 0 && rank <= draws),
    "data",
    "plot",
    `expected whole ranks between 0 and ${draws}, got others; pass how many of the draws lie below the truth`,
  );
  const grid = smallMultiples(parameters.length, 90);
  // Edges on whole ranks: bins may hold unequal numbers of ranks, which the expected counts allow for.
  const edges = Array.from({ length: bins + 1 }, (_, k) => Math.round((k * (draws + 1)) / bins));
  const panels = parameters.map((parameter, j) =>
    rankPanel(parameter, column(ranks, j), edges, grid.boxes[j]),
  );
  const names = parameters.map(({ name }) => name).join(", ");
  return figure(
    grid.width,
    grid.height,
    `Ranks of simulation-based calibration for ${names}`,
    legend([16, 22], items),
    ...panels,
  );
}

function rankPanel(
  parameter: FieldSpec,
  ranks: Float64Array,
  edges: readonly number[],
  box: Box,
): string {
  const across = axis(0, edges[edges.length - 1]);
  const bars = edges.slice(1).map((to, k) => {
    const from = edges[k];
    const share = (to - from) / edges[edges.length - 1];
    const expected = Math.max(ranks.length * share, 1e-9);
    const count = ranks.filter((rank) => rank >= from && rank < to).length;
    const [low, high] = binomialBand(ranks.length, share, confidence);
    return { from, to, height: count / expected, low: low / expected, high: high / expected };
  });
  const top = Math.max(...bars.flatMap(({ height, high }) => [height, high]), 1) * 1.08;
  const rect = (from: number, to: number, low: number, high: number) => ({
    x: across.at(from) * box.width,
    width: across.at(to - from) * box.width,
    y: (1 - high / top) * box.height,
    height: ((high - low) / top) * box.height,
  });
  const drawn = bars.map(({ from, to, height, low, high }) => [
    element("rect", { ...rect(from, to, low, high), ...paint({ fill: "band" }) }),
    element("rect", {
      ...rect(from, to, 0, height),
      ...paint({ fill: "density4", stroke: "paper" }),
      "fill-opacity": 0.6,
      "stroke-width": 0.5,
    }),
  ]);
  const even = box.height * (1 - 1 / top);
  const line = { x1: 0, x2: box.width, y1: even, y2: even, ...paint({ stroke: "muted" }) };
  return (
    panel(
      box,
      ...drawn.map(([band]) => band),
      ...drawn.map(([, bar]) => bar),
      element("line", { ...line, "stroke-dasharray": "4 3" }),
    ) +
    ticksBelow(across, box, 4, 0.02) +
    label([box.x + box.width / 2, box.y + box.height + 33], `rank of ${symbolSvg(parameter)}`, {
      size: 12,
    })
  );
}
