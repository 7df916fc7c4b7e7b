import { columnStds, gatherRows, row } from "@retrodict/matrix";
import type { LogDensity, Matrix } from "@retrodict/spec";

/** Draws that are compared at most, every one with every other. */
const MOST = 400;

/**
 * Two rows of `samples` far apart in units of standard deviations, both among the half of highest density: disparate
 * parameters that explain the data alike.
 */
export function distantDraws(
  samples: Matrix,
  { logDensity }: Pick<LogDensity, "logDensity">,
): readonly [number, number] {
  const count = Math.min(MOST, samples.rows);
  const rows = Array.from({ length: count }, (_, i) => Math.floor((i * samples.rows) / count));
  const density = logDensity(gatherRows(samples, rows));
  const dense = [...rows.keys()]
    .sort((i, j) => density[j] - density[i])
    .slice(0, Math.max(2, Math.ceil(count / 2)))
    .map((i) => rows[i]);
  const scale = columnStds(samples).map((std) => (std > 0 ? std : 1));
  let [from, to, farthest] = [dense[0], dense[1], -1];
  dense.forEach((i, k) => {
    const one = row(samples, i);
    for (const j of dense.slice(k + 1)) {
      const other = row(samples, j);
      const distance = Math.hypot(...one.map((value, d) => (value - other[d]) / scale[d]));
      if (distance > farthest) [from, to, farthest] = [i, j, distance];
    }
  });
  return [from, to];
}
