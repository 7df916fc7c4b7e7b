/** Traces one above the other under titles of their own, such as the cells of a circuit, with spans marked in them. */
import { assert, assertLength } from "@retrodict/check";
import type { FieldSpec } from "@retrodict/spec";
import { axis, dataAxis, extent } from "./axis.ts";
import { decimate } from "./decimate.ts";
import { figure, label, linePath, panel, ticksBelow, ticksLeft } from "./figure.ts";
import type { Box, Point } from "./figure.ts";
import { axisLabel, unitText } from "./label.ts";
import { element, escape } from "./markup.ts";
import { paint } from "./palette.ts";

export interface LabelledTrace {
  readonly title: string;
  /** One value per time; NaN leaves a gap. */
  readonly values: ArrayLike<number>;
  /** Stretches of time that are shaded, such as bursts of a recording. */
  readonly spans?: readonly (readonly [from: number, to: number])[];
  /** A number from 0 that tells groups of traces apart by their colour; 0 by default. */
  readonly group?: number;
}

export interface LabelledTracesPlotInput {
  readonly time: ArrayLike<number>;
  /** UCUM code of `time`. */
  readonly timeUnit: string;
  /** What the traces measure. */
  readonly signal: FieldSpec;
  readonly traces: readonly LabelledTrace[];
}

const width = 820;
const height = 62;
const margin = { left: 66, right: 14, top: 22, bottom: 42 };
const gap = 20;
const roles = ["posterior", "truth", "series2", "series1"] as const;

/** Traces on common axes, each with its title and its spans, as an SVG document. */
export function labelledTracesPlot({
  time,
  timeUnit,
  signal,
  traces,
}: LabelledTracesPlotInput): string {
  assert(
    time.length > 1,
    "shape",
    "plot",
    () => `expected at least 2 times, got ${time.length}; pass a whole trace`,
  );
  assert(traces.length > 0, "shape", "plot", "expected at least one trace, got none; pass one");
  for (const { values } of traces) assertLength(values, time.length, "values", "plot");
  const across = axis(time[0], time[time.length - 1]);
  const up = dataAxis(traces.flatMap(({ values }) => extent(Array.from(values)) ?? []));
  const boxes = traces.map((_, k): Box => ({
    x: margin.left,
    y: margin.top + k * (height + gap),
    width,
    height,
  }));
  const last = boxes[boxes.length - 1];
  const bottom = last.y + last.height;
  return figure(
    margin.left + width + margin.right,
    bottom + margin.bottom,
    `${signal.name}: ${traces.map(({ title }) => title).join(", ")}`,
    ...traces.map((trace, k) => {
      const box = boxes[k];
      const role = roles[(trace.group ?? 0) % roles.length];
      const points = decimate(trace.values, width).map((i): Point => [
        across.at(time[i]) * width,
        (1 - up.at(trace.values[i])) * height,
      ]);
      const line = { d: linePath(points), ...paint({ stroke: role }), "stroke-width": 1 };
      const shades = (trace.spans ?? []).map(([from, to]) => shade(across.at(from), across.at(to)));
      return (
        panel(box, ...shades, element("path", { ...line, "stroke-linejoin": "round" })) +
        ticksLeft(up, box, 2, 0.06) +
        label([box.x, box.y - 5], escape(trace.title), { anchor: "start", role })
      );
    }),
    label([16, (boxes[0].y + bottom) / 2], axisLabel(signal), { size: 12, turn: -90 }),
    ticksBelow(across, last, 8),
    label([last.x + width / 2, bottom + 34], `time (${escape(unitText(timeUnit))})`, { size: 12 }),
  );
}

function shade(from: number, to: number): string {
  const [left, right] = [from, to].map((at) => Math.min(Math.max(at, 0), 1) * width);
  if (right <= left) return "";
  return element("rect", {
    x: left,
    y: 0,
    width: right - left,
    height,
    ...paint({ fill: "prior" }),
    "fill-opacity": 0.3,
  });
}
