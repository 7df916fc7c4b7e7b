/** Does the model, with parameters drawn from the posterior, do what the neuron did? Traces one above the other. */
import { assert, assertLength, assertMatrix } from "@retrodict/check";
import { row } from "@retrodict/matrix";
import { axis, dataAxis, extent } from "./axis.ts";
import type { Axis } from "./axis.ts";
import { decimate } from "./decimate.ts";
import { figure, label, linePath, panel, ticksBelow, ticksLeft } from "./figure.ts";
import type { Box, Point } from "./figure.ts";
import { axisLabel, unitText } from "./label.ts";
import { element, escape } from "./markup.ts";
import { paint } from "./palette.ts";
import type { Role } from "./palette.ts";
import type { TracePlotInput } from "./types.ts";

const width = 820;
const margin = { left: 66, right: 14, top: 22, bottom: 42 };
const gap = 20;
const heights = { observed: 130, predicted: 90, stimulus: 50 };

/** One line of the figure: values at the times shown, on an axis. */
interface Strip {
  readonly values: Float64Array;
  readonly axis: Axis;
  readonly height: number;
  readonly role: Role;
  readonly title: string;
}

/** The observed trace over a few posterior-predictive ones and the stimulus, as an SVG document. */
export function tracePlot(input: TracePlotInput): string {
  assertTraces(input);
  const { time, timeUnit, signal, stimulus } = input;
  const [from, to] = shown(input);
  const signals = signalStrips(input, from, to);
  const strips = [...signals, ...stimulusStrip(input, from, to)];
  const boxes = stack(strips);
  const last = boxes[boxes.length - 1];
  const times = Float64Array.from(time).slice(from, to);
  const across = axis(times[0], times[times.length - 1]);
  const bottom = last.y + last.height;
  return figure(
    margin.left + width + margin.right,
    bottom + margin.bottom,
    `${signal.name}: ${signals.map(({ title }) => title).join(", ")}`,
    ...strips.map((strip, k) => drawStrip(strip, boxes[k], times, across)),
    sideLabel(boxes.slice(0, signals.length), axisLabel(signal)),
    stimulus === undefined ? "" : sideLabel([last], escape(unitText(stimulus.field.unit))),
    ticksBelow(across, last, 8),
    label([last.x + width / 2, bottom + 34], `time (${escape(unitText(timeUnit))})`, { size: 12 }),
  );
}

function assertTraces({ time, observed, predicted, stimulus, window }: TracePlotInput): void {
  const n = time.length;
  assert(n > 1, "shape", "plot", () => `expected at least 2 times, got ${n}; pass a whole trace`);
  if (observed !== undefined) assertLength(observed, n, "observed", "plot");
  assertMatrix(predicted, { cols: n }, "predicted", "plot");
  if (stimulus !== undefined) assertLength(stimulus.values, n, "stimulus.values", "plot");
  if (window === undefined) return;
  const [from, to] = window;
  assert(
    Array.from(time).filter((t) => t >= from && t <= to).length > 1,
    "range",
    "plot",
    () =>
      `expected a window within ${time[0]} to ${time[n - 1]}, got ${from} to ${to}; pass [from, to] around two times at least`,
  );
}

/** The indices of the times inside the window: the first, and one past the last. */
function shown({ time, window }: TracePlotInput): readonly [from: number, to: number] {
  if (window === undefined) return [0, time.length];
  const times = Array.from(time);
  return [times.findIndex((t) => t >= window[0]), times.findLastIndex((t) => t <= window[1]) + 1];
}

/** The observed trace and the first predicted ones on a common axis; whatever has no finite value is left out. */
function signalStrips(
  { time, observed, predicted, traces = 4 }: TracePlotInput,
  from: number,
  to: number,
): Strip[] {
  const drawn = Array.from({ length: predicted.rows }, (_, i) => row(predicted, i))
    .filter((trace) => trace.some(Number.isFinite))
    .slice(0, traces);
  const above = Float64Array.from(observed ?? new Float64Array(time.length).fill(Number.NaN));
  const rows = [above, ...drawn].map((trace) => trace.slice(from, to));
  const shared = dataAxis(rows.flatMap((trace) => extent(trace) ?? []));
  const strips = rows.map((values, k): Strip => ({
    values,
    axis: shared,
    height: k === 0 ? heights.observed : heights.predicted,
    role: k === 0 ? "ink" : "posterior",
    title: k === 0 ? "observed" : `posterior predictive ${k}`,
  }));
  const nothing = !above.some(Number.isFinite);
  return nothing && drawn.length > 0 ? strips.slice(1) : strips;
}

function stimulusStrip({ stimulus }: TracePlotInput, from: number, to: number): Strip[] {
  if (stimulus === undefined) return [];
  const values = Float64Array.from(stimulus.values).slice(from, to);
  const title = stimulus.field.symbol ?? stimulus.field.name;
  const up = dataAxis(values, 0.15);
  return [{ values, axis: up, height: heights.stimulus, role: "muted", title }];
}

/** Boxes from top to bottom, one per strip. */
function stack(strips: readonly Strip[]): Box[] {
  let y = margin.top;
  return strips.map(({ height }) => {
    const box = { x: margin.left, y, width, height };
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
    ticksLeft(strip.axis, box, box.height < 80 ? 2 : 3, 0.06) +
    label([box.x, box.y - 6], escape(strip.title), { anchor: "start", role: strip.role })
  );
}

/** A turned label, centred on the left of boxes. */
function sideLabel(boxes: readonly Box[], content: string): string {
  const first = boxes[0];
  const last = boxes[boxes.length - 1];
  return label([16, (first.y + last.y + last.height) / 2], content, { size: 12, turn: -90 });
}
