/** What the runs come to in the document: a table, one row a run. */
import { markdownTable } from "../posterior/markdown.ts";
import { algorithms } from "./algorithms.ts";
import type { DimensionLine } from "./types.ts";

/** Ordered by the number of parameters, then as the algorithms are. */
export function dimensionTable(lines: readonly DimensionLine[]): string {
  const order = Object.keys(algorithms);
  const ordered = lines.toSorted(
    (a, b) => a.dim - b.dim || order.indexOf(a.algorithm) - order.indexOf(b.algorithm),
  );
  return markdownTable([
    [
      "parameters",
      "algorithm",
      "nats lost, all x",
      "nats lost, this x",
      "a parameter",
      "means off",
      "spreads off",
      "sliced W₂",
      "C2ST",
      "weights",
      "seconds to learn",
    ],
    ...ordered.map((line) => [
      String(line.dim),
      `\`${line.algorithm}\``,
      line.gap === undefined ? "" : `${short(line.gap)} ± ${short(line.gapError!)}`,
      `${short(line.divergence)} ± ${short(line.divergenceError)}`,
      short(line.divergence / line.dim),
      `${short(line.meanError)} (${short(line.meanFloor)})`,
      `${short(line.spreadError)} (${short(line.spreadFloor)})`,
      `${short(line.slicedWasserstein)} (${short(line.slicedWassersteinFloor)})`,
      line.c2st === undefined ? "" : line.c2st.toFixed(2),
      String(line.weights),
      line.seconds.learn < 10
        ? line.seconds.learn.toFixed(1)
        : String(Math.round(line.seconds.learn)),
    ]),
  ]);
}

const short = (value: number): string => String(Number(value.toPrecision(2)));
