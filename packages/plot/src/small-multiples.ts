import { figure, label, legend, legendWidth } from "./figure.ts";
import type { Box, LegendItem } from "./figure.ts";

const margin = { left: 16, top: 40, right: 16, bottom: 4 };
const gap = { x: 22, y: 58 };
/** From one panel's ticks to its right edge. */
const breadth = 200;

/** A figure of equal panels. */
export interface SmallMultiples {
  readonly description: string;
  readonly items: readonly LegendItem[];
  /** What stands below each panel, as markup. */
  readonly labels: readonly string[];
  /** Pixels from the top of a panel to its bottom. */
  readonly height: number;
  /** Pixels left of each panel for the numbers of its ticks; none unless given. */
  readonly left?: number;
  /** Draws panel `k` with its ticks. */
  readonly draw: (k: number, box: Box) => string;
}

/** Panels from left to right, four to a row, under one legend, as an SVG document. */
export function smallMultiples({
  description,
  items,
  labels,
  height,
  left = 0,
  draw,
}: SmallMultiples): string {
  const columns = Math.min(4, labels.length);
  const width = breadth - left;
  const panels = labels.map((content, k) => {
    const x = margin.left + left + (k % columns) * (breadth + gap.x);
    const y = margin.top + Math.floor(k / columns) * (height + gap.y);
    const name = label([x + width / 2, y + height + 33], content, { size: 12 });
    return draw(k, { x, y, width, height }) + name;
  });
  const across = Math.max(columns * (breadth + gap.x) - gap.x, legendWidth(items));
  const down = Math.ceil(labels.length / columns) * (height + gap.y);
  return figure(
    margin.left + across + margin.right,
    margin.top + down + margin.bottom,
    description,
    legend([margin.left, 22], items),
    ...panels,
  );
}
