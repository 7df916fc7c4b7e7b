/**
 * Simulation-based calibration (Talts et al. 2018, arXiv:1804.06788): with a posterior that is right, the rank of
 * the truth among its draws is uniform. A ∪ says the posterior is too narrow, a ∩ too wide, a slope shifted.
 */
import { assert, assertCount, assertMatrix } from "@retrodict/check";
import { column } from "@retrodict/matrix";
import { axis } from "./axis.ts";
import { binomialBand } from "./binomial.ts";
import { panel, ticksBelow } from "./figure.ts";
import type { Box, LegendItem } from "./figure.ts";
import { symbolSvg } from "./label.ts";
import { element } from "./markup.ts";
import { paint } from "./palette.ts";
import { smallMultiples } from "./small-multiples.ts";
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
  // Edges on whole ranks: bins may hold unequal numbers of ranks, which the expected counts allow for.
  const edges = Array.from({ length: bins + 1 }, (_, k) => Math.round((k * (draws + 1)) / bins));
  return smallMultiples({
    description: `Ranks of simulation-based calibration for ${parameters.map(({ name }) => name).join(", ")}`,
    items,
    labels: parameters.map((parameter) => `rank of ${symbolSvg(parameter)}`),
    height: 90,
    draw: (j, box) => rankPanel(column(ranks, j), edges, box),
  });
}

function rankPanel(ranks: Float64Array, edges: readonly number[], box: Box): string {
  const across = axis(0, edges[edges.length - 1]);
  const bars = rankBars(ranks, edges);
  const top = Math.max(...bars.flatMap(({ height, high }) => [height, high]), 1) * 1.08;
  const rect = (bar: Bar, low: number, high: number) => ({
    x: across.at(bar.from) * box.width,
    width: across.at(bar.to - bar.from) * box.width,
    y: (1 - high / top) * box.height,
    height: ((high - low) / top) * box.height,
  });
  const band = bars.map((bar) =>
    element("rect", { ...rect(bar, bar.low, bar.high), ...paint({ fill: "band" }) }),
  );
  const style = { ...paint({ fill: "density4", stroke: "paper" }), "stroke-width": 0.5 };
  const counts = bars.map((bar) =>
    element("rect", { ...rect(bar, 0, bar.height), ...style, "fill-opacity": 0.6 }),
  );
  const even = box.height * (1 - 1 / top);
  const line = { x1: 0, x2: box.width, y1: even, y2: even, "stroke-dasharray": "4 3" };
  const expected = element("line", { ...line, ...paint({ stroke: "muted" }) });
  return panel(box, ...band, ...counts, expected) + ticksBelow(across, box, 4, 0.02);
}

/** One bar, its count and band in multiples of the count expected. */
interface Bar {
  readonly from: number;
  readonly to: number;
  readonly height: number;
  readonly low: number;
  readonly high: number;
}

function rankBars(ranks: Float64Array, edges: readonly number[]): Bar[] {
  return edges.slice(1).map((to, k) => {
    const from = edges[k];
    const share = (to - from) / edges[edges.length - 1];
    const expected = Math.max(ranks.length * share, 1e-9);
    const count = ranks.filter((rank) => rank >= from && rank < to).length;
    const [low, high] = binomialBand(ranks.length, share, confidence);
    return { from, to, height: count / expected, low: low / expected, high: high / expected };
  });
}
