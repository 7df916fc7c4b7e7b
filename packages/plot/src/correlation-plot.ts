/** Correlations of every pair of parameters two ways: over the whole posterior, and given all other parameters. */
import { assert, assertMatrix } from "@retrodict/check";
import type { FieldSpec, Matrix } from "@retrodict/spec";
import { figure, label, legend, legendWidth } from "./figure.ts";
import type { LegendItem, TextStyle } from "./figure.ts";
import { symbolSvg } from "./label.ts";
import { element } from "./markup.ts";
import { paint } from "./palette.ts";

export interface CorrelationPlotInput {
  readonly parameters: readonly FieldSpec[];
  /** Over all draws, shown above the diagonal; square, NaN where there is none. */
  readonly marginal: Matrix;
  /** Given all other parameters, shown below the diagonal. */
  readonly conditional: Matrix;
}

const items: readonly LegendItem[] = [
  { text: "rise together", role: "posterior", mark: "swatch" },
  { text: "one rises as the other falls", role: "truth", mark: "swatch" },
];

const top = 40;
const edge = 12;
/** Pixels of a character at most, in names of this size. */
const character = 6.5;
/** The side of a cell that a number fits into. */
const readable = 32;
/** Full colour would hide the numbers. */
const strongest = 0.7;

/** A square of cells, marginal correlations above the diagonal and conditional ones below it, as an SVG document. */
export function correlationPlot({
  parameters,
  marginal,
  conditional,
}: CorrelationPlotInput): string {
  const n = parameters.length;
  assert(
    n > 1,
    "argument",
    "plot",
    () => `expected at least two parameters, got ${n}; a single one has no correlations`,
  );
  assertMatrix(marginal, { rows: n, cols: n }, "marginal", "plot");
  assertMatrix(conditional, { rows: n, cols: n }, "conditional", "plot");
  const side = Math.min(46, Math.floor(680 / n));
  const longest = Math.max(...parameters.map((field) => (field.symbol ?? field.name).length));
  const room = longest * character + 14;
  const turned = room - 14 > side;
  const [left, above] = [edge + room, top + (turned ? room : 22)];
  const cells = parameters.flatMap((_, i) =>
    parameters.map((__, j) => {
      const from = { x: left + j * side, y: above + i * side };
      const value = (j > i ? marginal : conditional).data[i * n + j];
      return i === j ? blank(from, side) : cell(value, from, side);
    }),
  );
  const names = parameters.flatMap((field, i) => {
    const middle = (i + 0.5) * side;
    const over: TextStyle = turned ? { turn: -90, anchor: "start" } : {};
    return [
      label([left - 8, above + middle + 4], symbolSvg(field), { anchor: "end" }),
      label([left + middle + (turned ? 4 : 0), above - 8], symbolSvg(field), over),
    ];
  });
  return figure(
    Math.max(left + n * side, edge + legendWidth(items)) + edge,
    above + n * side + edge,
    `Correlations, marginal above the diagonal and conditional below it, of ${parameters.map(({ name }) => name).join(", ")}`,
    legend([edge, 22], items),
    ...cells,
    ...names,
  );
}

interface Corner {
  readonly x: number;
  readonly y: number;
}

const blank = (from: Corner, side: number): string =>
  element("rect", { ...from, width: side, height: side, ...paint({ fill: "band" }) });

function cell(value: number, from: Corner, side: number): string {
  const known = Number.isFinite(value);
  const colour = {
    ...paint({ fill: value < 0 ? "truth" : "posterior", stroke: "frame" }),
    "stroke-width": 0.5,
    "fill-opacity": known ? strongest * Math.min(1, Math.abs(value)) : 0,
  };
  const square = element("rect", { ...from, width: side, height: side, ...colour });
  if (side < readable) return square;
  const text = known ? value.toFixed(2).replace("-", "−") : "–";
  return square + label([from.x + side / 2, from.y + side / 2 + 4], text, { size: 10 });
}
