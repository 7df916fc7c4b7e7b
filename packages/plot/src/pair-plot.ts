/**
 * The posterior at a glance: every pair of parameters as nested highest-density regions below the diagonal,
 * every parameter's own density on it, each axis as wide as its bounds, so that width means ignorance.
 */
import type { ParameterSpec } from "@retrodict/spec";
import { parameterAxis } from "./axis.ts";
import type { Axis } from "./axis.ts";
import { bandwidth } from "./bandwidth.ts";
import { assertSamples, finiteColumns, inside } from "./columns.ts";
import { figure, label, legend, legendWidth, panel, ticksBelow, ticksLeft } from "./figure.ts";
import type { Box, LegendItem } from "./figure.ts";
import { drawJoint } from "./joint.ts";
import type { Positions } from "./joint.ts";
import { axisLabel, symbolSvg } from "./label.ts";
import { densityCurve, drawCurve, drawPrior, drawTruth, peak, priorDash } from "./marginal.ts";
import type { PairPlotInput } from "./types.ts";

/** Pixels between panels, and around them; panels of less than `narrow` pixels have no room for numbers. */
const wide = { gap: 9, margin: { left: 62, right: 12, top: 40, bottom: 46 } };
const crowded = { gap: 3, margin: { left: 96, right: 12, top: 40, bottom: 96 } };
const narrow = 36;
type Layout = typeof wide & { readonly side: number };

function layoutOf(count: number): Layout {
  const sideOf = ({ gap }: typeof wide): number => Math.min(220, Math.floor(820 / count) - gap);
  const chosen = sideOf(wide) < narrow ? crowded : wide;
  return { ...chosen, side: sideOf(chosen) };
}

/** Triangle of pairwise posterior densities with marginals on the diagonal, as an SVG document. */
export function pairPlot({ samples, parameters, prior, truth, points = 0 }: PairPlotInput): string {
  assertSamples(samples, parameters, { prior, truth });
  const columns = finiteColumns(samples);
  const priors = prior && finiteColumns(prior);
  const dimensions = parameters.map((parameter, j) =>
    dimension(parameter, { values: columns[j], prior: priors?.[j], truth: truth?.[j] }),
  );
  const n = parameters.length;
  const layout = layoutOf(n);
  const { side, gap, margin } = layout;
  const extent = n * (side + gap) - gap;
  const panels = dimensions.flatMap((y, row) =>
    dimensions.slice(0, row + 1).map((x, col) => {
      const drawn =
        row === col ? marginal(x, side) : drawJoint(x.positions, y.positions, side, points);
      return panel(place(row, col, layout), drawn);
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
    ...dimensions.map((x, j) => below(x, place(n - 1, j, layout))),
    ...dimensions.slice(1).map((y, j) => leftOf(y, place(j + 1, 0, layout))),
  );
}

/** What is known of one parameter: its draws, those of its prior, its true value. */
interface Known {
  readonly values: Float64Array;
  /** Absent where the prior is flat. */
  readonly prior: Float64Array | undefined;
  readonly truth: number | undefined;
}

interface Dimension extends Known {
  readonly parameter: ParameterSpec;
  readonly axis: Axis;
  readonly positions: Positions;
}

function dimension(parameter: ParameterSpec, known: Known): Dimension {
  const { values, truth } = known;
  const axis = parameterAxis(parameter, values);
  const positions = {
    draws: values.map((value) => axis.at(value)),
    bandwidth: bandwidth(inside(values, axis), 2),
    truth: truth === undefined ? Number.NaN : axis.at(truth),
  };
  return { ...known, parameter, axis, positions };
}

/** The square of a panel. */
function place(row: number, col: number, { side, gap, margin }: Layout): Box {
  const x = margin.left + col * (side + gap);
  const y = margin.top + row * (side + gap);
  return { x, y, width: side, height: side };
}

function below({ axis, parameter }: Dimension, box: Box): string {
  const middle = box.x + box.width / 2;
  if (box.width < narrow) {
    const at = [middle + 4, box.y + box.height + 8] as const;
    return label(at, symbolSvg(parameter), { anchor: "end", turn: -90 });
  }
  const name = label([middle, box.y + box.height + 36], axisLabel(parameter), { size: 12 });
  return ticksBelow(axis, box, 3, 0.08) + name;
}

function leftOf({ axis, parameter }: Dimension, box: Box): string {
  const middle = box.y + box.height / 2;
  if (box.width < narrow)
    return label([box.x - 7, middle + 4], symbolSvg(parameter), { anchor: "end" });
  const name = label([14, middle], axisLabel(parameter), { size: 12, turn: -90 });
  return ticksLeft(axis, box, 3, 0.08) + name;
}

function marginal({ values, axis, prior, truth }: Dimension, side: number): string {
  const size = { width: side, height: side };
  const curve = densityCurve(values, axis);
  const before = prior && densityCurve(prior, axis);
  const top = peak([curve, before ?? []]);
  return (
    drawPrior(before, top, size) +
    drawCurve(curve, top, size, "posterior") +
    drawTruth(truth, axis, size)
  );
}

function legendItems(known: boolean): LegendItem[] {
  const items: LegendItem[] = [
    { text: "posterior, outlines hold 50 % and 90 %", role: "density4", mark: "swatch" },
    { text: "prior", role: "prior", mark: "line", dash: priorDash },
  ];
  return known ? [...items, { text: "true value", role: "truth", mark: "dot" }] : items;
}
