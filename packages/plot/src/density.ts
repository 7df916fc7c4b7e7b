/**
 * Smooth densities on an axis' unit interval. Mass that a kernel would spill over an edge of the prior is
 * reflected back inside, so that a posterior pressing against its bound is not drawn as if it avoided it.
 */
import { extent } from "./axis.ts";

/** Cells of a grid between two positions on an axis. */
export interface Cells {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Half-width, in bandwidths, beyond which a Gaussian kernel is cut. */
const reach = 4;

/** Silverman's rule (1986, eq. 3.31, and 4.14 for two dimensions), never finer than a 400th of the axis. */
export function bandwidth(positions: Float64Array, dimensions: 1 | 2): number {
  const n = positions.length;
  const sorted = positions.slice().sort();
  const mean = sorted.reduce((sum, value) => sum + value, 0) / n;
  const variance = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(n - 1, 1);
  const quartiles = sorted[Math.floor(0.75 * (n - 1))] - sorted[Math.floor(0.25 * (n - 1))];
  const spread =
    quartiles > 0 ? Math.min(Math.sqrt(variance), quartiles / 1.34) : Math.sqrt(variance);
  return Math.max(0.9 * spread * n ** (-1 / (4 + dimensions)), 1 / 400);
}

/** Cells around the positions, with room for the kernel's tail, inside the axis. */
export function cellsAround(positions: Float64Array, width: number, count: number): Cells {
  const [lowest, highest] = extent(positions) ?? [0, 1];
  return {
    from: Math.max(0, lowest - reach * width),
    to: Math.min(1, highest + reach * width),
    count,
  };
}

/** `kernel[i * count + j]`: density at cell `i` of a draw in cell `j`, its mirror images at 0 and 1 included. */
function kernelMatrix(width: number, { from, to, count }: Cells): Float64Array {
  const step = (to - from) / count;
  const kernel = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    const center = from + (i + 0.5) * step;
    for (let j = 0; j < count; j++) {
      const draw = from + (j + 0.5) * step;
      for (const image of [draw, -draw, 2 - draw]) {
        const z = (center - image) / width;
        if (Math.abs(z) < reach) kernel[i * count + j] += Math.exp(-0.5 * z * z);
      }
      kernel[i * count + j] /= width * Math.sqrt(2 * Math.PI);
    }
  }
  return kernel;
}

/** The cell left of a position and the share of the next one, so that binning keeps the mean (linear binning). */
function split(
  position: number,
  { from, to, count }: Cells,
): readonly [cell: number, share: number] {
  const exact = ((position - from) / (to - from)) * count - 0.5;
  const cell = Math.min(Math.max(Math.floor(exact), 0), count - 2);
  return [cell, Math.min(Math.max(exact - cell, 0), 1)];
}

/** Density at the centre of every cell; it integrates to one over the axis. */
export function density1d(positions: Float64Array, width: number, cells: Cells): Float64Array {
  const { count } = cells;
  const mass = new Float64Array(count);
  for (const position of positions) {
    const [cell, share] = split(position, cells);
    mass[cell] += (1 - share) / positions.length;
    mass[cell + 1] += share / positions.length;
  }
  return product(kernelMatrix(width, cells), mass, count, 1);
}

/** Density at the centres of a grid, `grid[row * x.count + column]` with rows along `y`. */
export function density2d(
  x: Float64Array,
  y: Float64Array,
  widths: readonly [x: number, y: number],
  cells: readonly [x: Cells, y: Cells],
): Float64Array {
  const [along, up] = cells;
  const mass = new Float64Array(along.count * up.count);
  for (let i = 0; i < x.length; i++) {
    const [column, right] = split(x[i], along);
    const [row, above] = split(y[i], up);
    const corner = row * along.count + column;
    mass[corner] += ((1 - right) * (1 - above)) / x.length;
    mass[corner + 1] += (right * (1 - above)) / x.length;
    mass[corner + along.count] += ((1 - right) * above) / x.length;
    mass[corner + along.count + 1] += (right * above) / x.length;
  }
  const smoothUp = product(kernelMatrix(widths[1], up), mass, up.count, along.count);
  return productTransposed(smoothUp, kernelMatrix(widths[0], along), up.count, along.count);
}

/** `kernel · mass` with a square kernel of `size` and a mass of `size × cols`. */
function product(
  kernel: Float64Array,
  mass: Float64Array,
  size: number,
  cols: number,
): Float64Array {
  const out = new Float64Array(size * cols);
  for (let i = 0; i < size; i++)
    for (let k = 0; k < size; k++) {
      const weight = kernel[i * size + k];
      if (weight === 0) continue;
      for (let j = 0; j < cols; j++) out[i * cols + j] += weight * mass[k * cols + j];
    }
  return out;
}

/** `mass · kernelᵀ` with a mass of `rows × size` and a square kernel of `size`. */
function productTransposed(
  mass: Float64Array,
  kernel: Float64Array,
  rows: number,
  size: number,
): Float64Array {
  const out = new Float64Array(rows * size);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < size; j++)
      for (let k = 0; k < size; k++) out[i * size + j] += mass[i * size + k] * kernel[j * size + k];
  return out;
}

/** Densities whose superlevel sets hold these shares of the grid's mass (Hyndman 1996). */
export function massLevels(density: Float64Array, masses: readonly number[]): number[] {
  const sorted = density.toSorted((a, b) => b - a);
  const total = sorted.reduce((sum, value) => sum + value, 0);
  return masses.map((mass) => {
    let held = 0;
    return sorted.find((value) => (held += value) >= mass * total) ?? 0;
  });
}
