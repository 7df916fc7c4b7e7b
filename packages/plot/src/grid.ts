import type { Box } from "./figure.ts";

/** Small multiples, four to a row: where each panel's drawing goes, and how large the sheet is. */
export interface Grid {
  readonly boxes: readonly Box[];
  readonly width: number;
  readonly height: number;
}

const margin = { left: 16, top: 40, right: 16, bottom: 4 };
const gap = { x: 22, y: 58 };

/** Places `count` panels from left to right, then down, with room for an axis label under each. */
export function smallMultiples(count: number, panelHeight: number): Grid {
  const columns = Math.min(4, count);
  const width = 200;
  const boxes = Array.from({ length: count }, (_, k): Box => ({
    x: margin.left + (k % columns) * (width + gap.x),
    y: margin.top + Math.floor(k / columns) * (panelHeight + gap.y),
    width,
    height: panelHeight,
  }));
  const across = Math.max(columns * (width + gap.x) - gap.x + margin.left + margin.right, 440);
  const down = Math.ceil(count / columns) * (panelHeight + gap.y) + margin.top + margin.bottom;
  return { boxes, width: across, height: down };
}
