import type { ParameterSpec } from "@retrodict/spec";
import { parameterAxis } from "./axis.ts";
import { element } from "./markup.ts";
import { paint } from "./palette.ts";
import type { ParameterSummary } from "./types.ts";

const [left, right, middle] = [4, 140, 8];

/**
 * One parameter in a table cell: the range of its bounds as a line, the 5–95 % interval as a bar, the median as a notch and the
 * truth, when known, as a dot.
 */
export function posteriorStrip(
  { lower, upper, median }: ParameterSummary,
  parameter: ParameterSpec,
  { truth, flat }: { readonly truth: number | undefined; readonly flat: boolean },
): string {
  const axis = parameterAxis(parameter, [lower, upper]);
  const x = (value: number): number =>
    left + Math.min(Math.max(axis.at(value), 0), 1) * (right - left);
  const range = { x1: left, x2: right, y1: middle, y2: middle, ...paint({ stroke: "prior" }) };
  return element(
    "svg",
    {
      viewBox: "0 0 144 16",
      role: "img",
      "aria-label": `posterior interval ${flat ? "inside" : "within most of"} the prior`,
    },
    element("line", range),
    interval(x(lower), x(median), x(upper)),
    dot(truth === undefined ? Number.NaN : x(truth)),
  );
}

function interval(from: number, notch: number, to: number): string {
  if (!Number.isFinite(from + notch + to)) return "";
  const bar = { x: from, y: middle - 4, width: Math.max(to - from, 1.5), height: 8, rx: 1.5 };
  const line = { x1: notch, x2: notch, y1: middle - 6, y2: middle + 6, "stroke-width": 1.5 };
  return (
    element("rect", { ...bar, ...paint({ fill: "density4" }) }) +
    element("line", { ...line, ...paint({ stroke: "ink" }) })
  );
}

function dot(cx: number): string {
  if (!Number.isFinite(cx)) return "";
  return element("circle", { cx, cy: middle, r: 3, ...paint({ fill: "truth", stroke: "paper" }) });
}
