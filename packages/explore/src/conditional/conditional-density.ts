import { assert, assertCount, assertLength } from "@retrodict/check";
import { matrix } from "@retrodict/matrix";
import type { Matrix, Support } from "@retrodict/spec";
import type { ExploredDensity } from "../types.ts";
import { edgesOf, zoomed, type Interval, type Table } from "./slice-box.ts";

export interface ConditionalDensityOptions {
  /** Points along each axis; 50 by default. */
  readonly resolution?: number;
  /**
   * Edges of the grid for every parameter, on which its outermost points are; by default it covers what the density
   * reaches.
   */
  readonly limits?: Support;
}

export interface ConditionalDensity {
  /** The values of each of the parameters asked for. */
  readonly axes: readonly Float64Array[];
  /** One row per value of the first parameter; one column, or one per value of the second. */
  readonly logDensity: Matrix;
}

/** Points along each axis in search of where the density lies. */
const COARSE = 16;

/**
 * The posterior density of one parameter, or of two, where all others are those of `theta`: a table, up to a
 * constant. Without `limits` the grid covers what lies within 14 nats of the highest value: of the whole prior where
 * it has edges, else of the surroundings of `theta`.
 */
export function conditionalDensity(
  posterior: ExploredDensity,
  theta: Float64Array,
  dims: readonly [number] | readonly [number, number],
  { resolution = 50, limits }: ConditionalDensityOptions = {},
): ConditionalDensity {
  assertLength(theta, posterior.dim, "theta", "explore");
  assertCount(resolution, "resolution", "explore", 3);
  assertDims(dims, posterior.dim);
  const tabulate = (box: readonly Interval[], grid: Grid, count: number): Table => {
    const axes = box.map((side) => grid(side, count));
    return { axes, logDensity: posterior.logDensity(placed(theta, dims, axes)) };
  };
  const edges = edgesOf(limits ?? posterior.support, dims);
  const reached = (): readonly Interval[] =>
    zoomed((box) => tabulate(box, middles, COARSE), firstBox(edges, theta, dims), edges);
  const { axes, logDensity } =
    limits === undefined
      ? tabulate(reached(), middles, resolution)
      : tabulate(edges, evenGrid, resolution);
  const cols = axes[1]?.length ?? 1;
  return Object.freeze({ axes, logDensity: matrix(resolution, cols, logDensity.slice()) });
}

function assertDims(dims: readonly number[], dim: number): void {
  assert(
    (dims.length === 1 || (dims.length === 2 && dims[0] !== dims[1])) &&
      dims.every((d) => Number.isInteger(d) && d >= 0 && d < dim),
    "argument",
    "explore",
    () =>
      `expected one or two different parameters from 0 to ${dim - 1}, got [${dims.join(", ")}]; pass their columns`,
  );
}

type Grid = (side: Interval, count: number) => Float64Array;

/** Even steps that end exactly on the edges. */
const evenGrid: Grid = ({ lower, upper }, count) =>
  Float64Array.from({ length: count }, (_, i) =>
    i === count - 1 ? upper : lower + ((upper - lower) * i) / (count - 1),
  );

/** The middles of even cells: learned densities may have spikes on the edges of the prior, which hold no mass. */
const middles: Grid = ({ lower, upper }, count) =>
  Float64Array.from({ length: count }, (_, i) => lower + ((upper - lower) * (i + 0.5)) / count);

/** Where the support has edges, those; else the neighbourhood of theta. */
const firstBox = (
  edges: readonly Interval[],
  theta: Float64Array,
  dims: readonly number[],
): readonly Interval[] =>
  edges.map(({ lower, upper }, k) => {
    const own = theta[dims[k]];
    const reach = Math.max(1, Math.abs(own));
    return {
      lower: lower > -Infinity ? lower : own - reach,
      upper: upper < Infinity ? upper : own + reach,
    };
  });

/** Copies of theta with every combination of the axes' values, the last axis fastest. */
function placed(
  theta: Float64Array,
  dims: readonly number[],
  axes: readonly Float64Array[],
): Matrix {
  const rows = axes.reduce((product, { length }) => product * length, 1);
  const out = matrix(rows, theta.length);
  for (let i = 0; i < rows; i++) {
    out.data.set(theta, i * theta.length);
    let rest = i;
    for (let axis = axes.length - 1; axis >= 0; axis--) {
      out.data[i * theta.length + dims[axis]] = axes[axis][rest % axes[axis].length];
      rest = Math.floor(rest / axes[axis].length);
    }
  }
  return out;
}
