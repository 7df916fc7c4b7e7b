/** Does the model, with parameters drawn from the posterior, do what the neuron did? Traces one above the other. */
import { assert, assertLength, assertMatrix } from "@retrodict/check";
import type { Matrix } from "@retrodict/spec";
import { axis, dataAxis } from "./axis.ts";
import type { Axis } from "./axis.ts";
import { decimate } from "./decimate.ts";
import { figure, label, linePath, panel, ticksBelow, ticksLeft } from "./figure.ts";
import type { Box, Point } from "./figure.ts";
import { axisLabel, unitText } from "./label.ts";
import { element, escape } from "./markup.ts";
import { paint } from "./palette.ts";
import type { Role } from "./palette.ts";
import type { TracePlotInput } from "./types.ts";

const width = 900;
const margin = { left: 66, right: 14, top: 22, bottom: 42 };
const gap = 20;
const heights = { observed: 130, predicted: 90, stimulus: 50 };

/** One line of the figure: values over the times shown, on an axis. */
interface Strip {
  readonly values: ArrayLike<number>;
  readonly axis: Axis;
  readonly height: number;
  readonly role: Role;
  readonly title: string;
}

/** The observed trace over a few posterior-predictive ones and the stimulus, as an SVG document. */
export function tracePlot(input: TracePlotInput): string {
  const { time, timeUnit, signal, stimulus } = input;
  assertTraces(input);
  const [from, to] = shown(input);
  const cut = (values: ArrayLike<number>): Float64Array =>
    Float64Array.from(values).slice(from, to);
  const strips = [...signalStrips(input, cut), ...stimulusStrip(input, cut)];
  const boxes = stack(strips);
  const last = boxes[boxes.length - 1];
  const across = axis(time[from], time[to - 1]);
  const times = cut(time);
  const panels = strips.map((strip, k) => drawStrip(strip, boxes[k], times, across));
  const signals = boxes.filter((_, k) => stimulus === undefined || k < boxes.length - 1);
  const labels = [
    ...signals.map((box, k) => ticksLeft(strips[k].axis, box, 3, 0.06)),
    sideLabel(signals, axisLabel(signal)),
    stimulus === undefined
      ? ""
      : ticksLeft(strips[strips.length - 1].axis, last, 2, 0.06) +
        sideLabel([last], escape(unitText(stimulus.field.unit))),
    ticksBelow(across, last, 8),
    label(
      [last.x + last.width / 2, last.y + last.height + 34],
      `time (${escape(unitText(timeUnit))})`,
      {
        size: 12,
      },
    ),
  ];
  const description = `${signal.name}: observed above ${signals.length - 1} posterior-predictive traces`;
  return figure(width, last.y + last.height + margin.bottom, description, ...panels, ...labels);
}

function assertTraces({ time, observed, predicted, stimulus, window }: TracePlotInput): void {
  const n = time.length;
  assert(n > 1, "shape", "plot", () => `expected at least 2 times, got ${n}; pass a whole trace`);
  assertLength(observed, n, "observed", "plot");
  assertMatrix(predicted, { cols: n }, "predicted", "plot");
  if (stimulus !== undefined) assertLength(stimulus.values, n, "stimulus.values", "plot");
  if (window === undefined) return;
  assert(
    window[0] < window[1] && window[0] < time[n - 1] && window[1] > time[0],
    "range",
    "plot",
    () =>
      `expected a window within ${time[0]} to ${time[n - 1]}, got ${window.join(" to ")}; pass [from, to]`,
  );
}

/** The indices of the times inside the window, from the first to one past the last. */
function shown({ time, window }: TracePlotInput): readonly [from: number, to: number] {
  if (window === undefined) return [0, time.length];
  const times = Array.from(time);
  const from = times.findIndex((t) => t >= window[0]);
  const to = times.findLastIndex((t) => t <= window[1]) + 1;
  return to - from > 1 ? [from, to] : [Math.max(0, from - 1), Math.min(time.length, from + 1)];
}

function signalStrips(
  { observed, predicted, traces = 4 }: TracePlotInput,
  cut: (values: ArrayLike<number>) => Float64Array,
): Strip[] {
  const rows = finiteRows(predicted).slice(0, traces).map(cut);
  const above = cut(observed);
  const shared = dataAxis(
    [above, ...rows].flatMap((row) => [Math.min, Math.max].map((f) => fold(row, f))),
  );
  return [
    { values: above, axis: shared, height: heights.observed, role: "ink", title: "observed" },
    ...rows.map((values, k): Strip => ({
      values,
      axis: shared,
      height: heights.predicted,
      role: "posterior",
      title: `posterior predictive ${k + 1}`,
    })),
  ];
}

function stimulusStrip(
  { stimulus }: TracePlotInput,
  cut: (values: ArrayLike<number>) => Float64Array,
): Strip[] {
  if (stimulus === undefined) return [];
  const values = cut(stimulus.values);
  const { field } = stimulus;
  const title = field.symbol ?? field.name;
  return [{ values, axis: dataAxis(values, 0.15), height: heights.stimulus, role: "muted", title }];
}

/** Rows with anything to draw. */
function finiteRows({ rows, cols, data }: Matrix): Float64Array[] {
  return Array.from({ length: rows }, (_, i) => data.subarray(i * cols, (i + 1) * cols)).filter(
    (row) => row.some(Number.isFinite),
  );
}

/** The lowest or highest finite value; NaN when there is none. */
function fold(values: Float64Array, pick: (a: number, b: number) => number): number {
  return values.reduce(
    (best, value) =>
      !Number.isFinite(value) ? best : Number.isNaN(best) ? value : pick(best, value),
    Number.NaN,
  );
}

/** Boxes from top to bottom, one per strip. */
function stack(strips: readonly Strip[]): Box[] {
  let y = margin.top;
  return strips.map(({ height }) => {
    const box = { x: margin.left, y, width: width - margin.left - margin.right, height };
    y += height + gap;
    return box;
  });
}

function drawStrip(strip: Strip, box: Box, times: Float64Array, across: Axis): string {
  const points = decimate(strip.values, box.width).map((i): Point => [
    across.at(times[i]) * box.width,
    (1 - strip.axis.at(strip.values[i])) * box.height,
  ]);
  const style = { ...paint({ stroke: strip.role }), "stroke-width": 1, "stroke-linejoin": "round" };
  return (
    panel(box, element("path", { d: linePath(points), ...style })) +
    label([box.x, box.y - 6], escape(strip.title), { anchor: "start", role: strip.role })
  );
}

/** A turned label, centred on the left of boxes. */
function sideLabel(boxes: readonly Box[], content: string): string {
  const first = boxes[0];
  const last = boxes[boxes.length - 1];
  return label([16, (first.y + last.y + last.height) / 2], content, { size: 12, turn: -90 });
}
