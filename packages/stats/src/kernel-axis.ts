/** One axis of a Gaussian kernel density: its grid, its bandwidth, and what one value adds along it. */
import { assert, assertCount, assertFinite, assertPositive } from "@retrodict/check";
import { columnStds, matrix } from "@retrodict/matrix";

/** Rule for the bandwidth: `"scott"` is `n^(-1/(d+4))` standard deviations, `"silverman"` is `(n (d + 2) / 4)^(-1/(d+4))`. */
export type BandwidthRule = "scott" | "silverman";

export interface Axis {
  readonly grid: Float64Array;
  readonly bandwidth: number;
  /** Edges of the support, infinite where there are none; kernels are reflected at them. */
  readonly bounds: readonly [lower: number, upper: number];
}

export interface AxisOptions {
  readonly points: number;
  readonly bandwidth?: BandwidthRule | number | undefined;
  readonly range?: readonly [lower: number, upper: number] | undefined;
  readonly bounds?: readonly [lower: number, upper: number] | undefined;
}

/** Kernels are cut at six bandwidths, where 2e-9 of their mass is left. */
const REACH = 6;

/** The axis of `values` in a density of `dim` dimensions; the grid spans them and three bandwidths more by default. */
export function kernelAxis(values: Float64Array, dim: 1 | 2, options: AxisOptions): Axis {
  const { points, range, bounds = [-Infinity, Infinity] } = options;
  assertCount(points, "points", "stats", 2);
  assertCount(values.length, "the number of values", "stats");
  assertFinite(values, "values", "stats");
  const bandwidth = chooseBandwidth(values, dim, options.bandwidth ?? "scott");
  const lowest = values.reduce((a, b) => Math.min(a, b)) - 3 * bandwidth;
  const highest = values.reduce((a, b) => Math.max(a, b)) + 3 * bandwidth;
  const [from, to] = range ?? [Math.max(lowest, bounds[0]), Math.min(highest, bounds[1])];
  assert(
    from < to,
    "range",
    "stats",
    () => `expected a range from low to high, got ${from} to ${to}; swap or widen it`,
  );
  const step = (to - from) / (points - 1);
  return {
    grid: Float64Array.from({ length: points }, (_, i) => from + i * step),
    bandwidth,
    bounds,
  };
}

function chooseBandwidth(
  values: Float64Array,
  dim: number,
  choice: BandwidthRule | number,
): number {
  const n = values.length;
  if (typeof choice === "number") {
    assertPositive(choice, "bandwidth", "stats");
    return choice;
  }
  const [std = 0] = n > 1 ? columnStds(matrix(n, 1, values)) : [];
  assert(
    std > 0,
    "data",
    "stats",
    "expected values that differ, got a constant; pass the bandwidth as a number",
  );
  const count = choice === "scott" ? n : (n * (dim + 2)) / 4;
  return std * count ** (-1 / (dim + 4));
}

/**
 * Adds the kernel around `value`, and its mirror images at the bounds, to `out` along the axis. Returns
 * the range of entries touched.
 */
export function addKernel(axis: Axis, value: number, out: Float64Array): readonly [number, number] {
  const [lower, upper] = axis.bounds;
  const [from, to] = addImage(axis, value, out);
  const [fromLower, toLower] = addImage(axis, 2 * lower - value, out);
  const [fromUpper, toUpper] = addImage(axis, 2 * upper - value, out);
  return [Math.min(from, fromLower, fromUpper), Math.max(to, toLower, toUpper)];
}

function addImage({ grid, bandwidth, bounds }: Axis, centre: number, out: Float64Array) {
  const start = grid[0];
  const step = grid[1] - start;
  const first = Math.max(centre - REACH * bandwidth, bounds[0]);
  const last = Math.min(centre + REACH * bandwidth, bounds[1]);
  const from = Math.max(0, Math.ceil((first - start) / step));
  const to = Math.min(grid.length, Math.floor((last - start) / step) + 1);
  if (!(from < to)) return [grid.length, 0] as const;
  const scale = 1 / (bandwidth * Math.sqrt(2 * Math.PI));
  for (let i = from; i < to; i++) {
    const u = (grid[i] - centre) / bandwidth;
    out[i] += scale * Math.exp(-0.5 * u * u);
  }
  return [from, to] as const;
}
