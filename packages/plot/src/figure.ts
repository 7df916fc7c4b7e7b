/** The parts every figure is made of: the sheet, panels with a frame, ticks, lines, areas and a legend. */
import { area, line } from "d3-shape";
import type { Axis, Tick } from "./axis.ts";
import { element, escape } from "./markup.ts";
import { paint } from "./palette.ts";
import type { Role } from "./palette.ts";

/** A rectangle of the sheet, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Point = readonly [x: number, y: number];

const fonts = "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";

/** A whole SVG document; `description` is what a screen reader says. */
export function figure(
  width: number,
  height: number,
  description: string,
  ...children: string[]
): string {
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "img",
      "aria-label": description,
      "font-family": fonts,
      "font-size": 11,
    },
    element("rect", { width, height, ...paint({ fill: "paper" }) }),
    ...children,
  );
}

/** What lies in a panel, in its own pixels from its top left corner, cut at its edges and framed. */
export function panel({ x, y, width, height }: Box, ...children: string[]): string {
  return (
    element("svg", { x, y, width, height, class: "panel" }, ...children) +
    element("rect", { x, y, width, height, ...paint({ stroke: "frame" }), "stroke-width": 0.75 })
  );
}

export interface TextStyle {
  readonly role?: Role;
  readonly size?: number;
  readonly anchor?: "start" | "middle" | "end";
  readonly weight?: "bold";
  /** Degrees, clockwise. */
  readonly turn?: number;
}

/** Text whose baseline starts, ends or is centred at a point; `content` is markup. */
export function label([x, y]: Point, content: string, style: TextStyle = {}): string {
  const { role = "ink", size, anchor = "middle", weight, turn } = style;
  const attributes = {
    "text-anchor": anchor,
    "font-size": size,
    "font-weight": weight,
    ...paint({ fill: role }),
  };
  if (turn === undefined) return element("text", { x, y, ...attributes }, content);
  const transform = `translate(${x} ${y}) rotate(${turn})`;
  return element("text", { transform, ...attributes }, content);
}

/** Ticks and their numbers below a box. */
export function ticksBelow(
  axis: Axis,
  { x, y, width, height }: Box,
  count: number,
  trim = 0,
): string {
  const ticks = axis.ticks(count).filter(({ at }) => at >= trim && at <= 1 - trim);
  return thinned(ticks, width)
    .map(({ at, label: text }) => {
      const left = x + at * width;
      const mark = { x1: left, x2: left, y1: y + height, y2: y + height + 4 };
      return (
        element("line", { ...mark, ...paint({ stroke: "frame" }) }) +
        label([left, y + height + 15], escape(text), { role: "muted", size: 10 })
      );
    })
    .join("");
}

/** Every tick, or every second, third, …: as many as leave room for their numbers side by side. */
function thinned(ticks: readonly Tick[], width: number): readonly Tick[] {
  const every = (step: number) => ticks.filter((_, i) => i % step === 0);
  const fits = (kept: readonly Tick[]) =>
    kept.slice(1).every(({ at, label: text }, i) => {
      const between = (at - kept[i].at) * width;
      return between >= (textWidth(text) + textWidth(kept[i].label)) / 2;
    });
  const steps = ticks.map((_, i) => i + 1);
  return every(steps.find((step) => fits(every(step))) ?? 1);
}

/** Ticks and their numbers left of a box. */
export function ticksLeft(axis: Axis, { x, y, height }: Box, count: number, trim = 0): string {
  return axis
    .ticks(count)
    .filter(({ at }) => at >= trim && at <= 1 - trim)
    .map(({ at, label: text }) => {
      const top = y + (1 - at) * height;
      return (
        element("line", { x1: x - 4, x2: x, y1: top, y2: top, ...paint({ stroke: "frame" }) }) +
        label([x - 7, top + 3.5], escape(text), { role: "muted", size: 10, anchor: "end" })
      );
    })
    .join("");
}

/** Path data through points; a point that is not finite leaves a gap. */
export function linePath(points: Iterable<Point>, digits = 1): string {
  const finite = ([x, y]: Point): boolean => Number.isFinite(x) && Number.isFinite(y);
  return line<Point>().defined(finite).digits(digits)([...points]) ?? "";
}

/** Path data of the area between points and a base line. */
export function areaPath(points: Iterable<Point>, base: number): string {
  return (
    area<Point>()
      .y0(base)
      .y1(([, y]) => y)
      .digits(1)([...points]) ?? ""
  );
}

export interface LegendItem {
  readonly text: string;
  readonly role: Role;
  readonly mark: "line" | "dot" | "swatch";
  /** Stroke pattern of a line; solid by default. */
  readonly dash?: string;
}

/** 6 pixels per character at most fonts. */
const textWidth = (text: string): number => text.length * 6;

/** Room for a mark, its text and the space after. */
const itemWidth = ({ text }: LegendItem): number => 24 + textWidth(text) + 20;

/** Pixels that a legend needs from left to right. */
export function legendWidth(items: readonly LegendItem[]): number {
  return items.reduce((width, item) => width + itemWidth(item), 0);
}

/** Marks with their meanings, in one row from a point at the text's baseline. */
export function legend([x, y]: Point, items: readonly LegendItem[]): string {
  return items
    .map((item, k) => {
      const left = x + legendWidth(items.slice(0, k));
      const written = label([left + 24, y], escape(item.text), { anchor: "start" });
      return legendMark(left, y - 4, item) + written;
    })
    .join("");
}

function legendMark(x: number, y: number, { role, mark, dash }: LegendItem): string {
  if (mark === "dot")
    return element("circle", { cx: x + 9, cy: y, r: 3.5, ...paint({ fill: role }) });
  if (mark === "swatch")
    return element("rect", { x, y: y - 5, width: 18, height: 10, ...paint({ fill: role }) });
  const stroke = { ...paint({ stroke: role }), "stroke-width": 2, "stroke-dasharray": dash };
  return element("line", { x1: x, x2: x + 18, y1: y, y2: y, ...stroke });
}
