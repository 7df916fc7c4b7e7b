import { assertLength } from "@retrodict/check";
import { matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { addKernel, type BandwidthRule, kernelAxis } from "./kernel-axis.ts";

type Interval = readonly [lower: number, upper: number];

export interface KernelDensity1dOptions {
  /** Grid points, evenly spaced; 256 if absent. */
  readonly points?: number;
  /** Rule or value; `"scott"` if absent. */
  readonly bandwidth?: BandwidthRule | number;
  /** What the grid spans; the values and three bandwidths more, within the bounds, if absent. */
  readonly range?: Interval;
  /** Edges of the support: mass a kernel would put beyond is reflected back. Unbounded if absent. */
  readonly bounds?: Interval;
}

export interface KernelDensity1d {
  readonly x: Float64Array;
  readonly density: Float64Array;
  readonly bandwidth: number;
}

/** The same for two dimensions, x first; 100 × 100 points if absent. */
export interface KernelDensity2dOptions {
  readonly points?: readonly [x: number, y: number];
  readonly bandwidth?: BandwidthRule | readonly [x: number, y: number];
  readonly range?: readonly [x: Interval, y: Interval];
  readonly bounds?: readonly [x: Interval, y: Interval];
}

export interface KernelDensity2d {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** A row per point of `y`, a column per point of `x`. */
  readonly density: Matrix;
  readonly bandwidth: readonly [x: number, y: number];
}

/**
 * Gaussian kernel density of `values` on a grid (Scott, Multivariate Density Estimation, 1992), every
 * kernel summed exactly. Throws on values that are not finite.
 */
export function kernelDensity1d(
  values: Float64Array,
  options: KernelDensity1dOptions = {},
): KernelDensity1d {
  const axis = kernelAxis(values, 1, { ...options, points: options.points ?? 256 });
  const density = new Float64Array(axis.grid.length);
  for (const value of values) addKernel(axis, value, density);
  return {
    x: axis.grid,
    density: density.map((sum) => sum / values.length),
    bandwidth: axis.bandwidth,
  };
}

/** Gaussian product-kernel density of the points `(x[i], y[i])` on a grid; one bandwidth per axis. */
export function kernelDensity2d(
  x: Float64Array,
  y: Float64Array,
  options: KernelDensity2dOptions = {},
): KernelDensity2d {
  assertLength(y, x.length, "y", "stats");
  const { points = [100, 100], bandwidth = "scott", range, bounds } = options;
  const [across, up] = ([x, y] as const).map((values, k) =>
    kernelAxis(values, 2, {
      points: points[k],
      bandwidth: typeof bandwidth === "string" ? bandwidth : bandwidth[k],
      range: range?.[k],
      bounds: bounds?.[k],
    }),
  ) as [ReturnType<typeof kernelAxis>, ReturnType<typeof kernelAxis>];
  const density = matrix(up.grid.length, across.grid.length);
  const alongX = new Float64Array(across.grid.length);
  const alongY = new Float64Array(up.grid.length);
  for (let i = 0; i < x.length; i++) {
    const [left, right] = addKernel(across, x[i], alongX);
    const [bottom, top] = addKernel(up, y[i], alongY);
    for (let r = bottom; r < top; r++) {
      const weight = alongY[r] / x.length;
      const start = r * density.cols;
      for (let c = left; c < right; c++) density.data[start + c] += weight * alongX[c];
    }
    alongX.fill(0, left, right);
    alongY.fill(0, bottom, top);
  }
  return { x: across.grid, y: up.grid, density, bandwidth: [across.bandwidth, up.bandwidth] };
}
