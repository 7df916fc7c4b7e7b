/**
 * Functions of one variable tabulated as a polynomial of degree 5 per cell. A row holds one cell,
 * coefficient by coefficient: `[c0 of every column][c1 …] … [c5 …]`, float64, an even number of
 * columns, so that two functions are evaluated at once. Within a cell the variable is `t` in
 * `[-1/2, 1/2]`, in units of the cell's width and from its middle.
 */

/** Points per cell from which `fitRow` interpolates. */
export const NODES: i32 = 6;

/** `cos(i π / 12)`: every value a Chebyshev polynomial takes at a node. */
const COSINES = new StaticArray<f64>(24);
for (let i = 0; i < 24; i++) COSINES[i] = Math.cos((f64(i) * Math.PI) / 12.0);

/** Bytes of a row of `columns` functions. */
// @ts-ignore: decorator
@inline
export function rowBytes(columns: i32): usize {
  return <usize>(NODES * columns * 8);
}

/** `t` of node `k`: the Chebyshev points, where interpolation errs least. */
export function nodeAt(k: i32): f64 {
  return 0.5 * Math.cos((f64(2 * k + 1) * Math.PI) / 12.0);
}

/** Fits each column of `samples` (node by node, `columns` values each) and writes the row. */
export function fitRow(samples: usize, columns: i32, row: usize): void {
  for (let j = 0; j < columns; j++) {
    const c0 = chebyshevCoefficient(0, samples, columns, j) * 0.5;
    const c1 = chebyshevCoefficient(1, samples, columns, j);
    const c2 = chebyshevCoefficient(2, samples, columns, j);
    const c3 = chebyshevCoefficient(3, samples, columns, j);
    const c4 = chebyshevCoefficient(4, samples, columns, j);
    const c5 = chebyshevCoefficient(5, samples, columns, j);
    // Chebyshev polynomials in s = 2t, collected by powers of t.
    putCoefficient(row, columns, j, 0, c0 - c2 + c4);
    putCoefficient(row, columns, j, 1, 2.0 * (c1 - 3.0 * c3 + 5.0 * c5));
    putCoefficient(row, columns, j, 2, 4.0 * (2.0 * c2 - 8.0 * c4));
    putCoefficient(row, columns, j, 3, 8.0 * (4.0 * c3 - 20.0 * c5));
    putCoefficient(row, columns, j, 4, 16.0 * (8.0 * c4));
    putCoefficient(row, columns, j, 5, 32.0 * (16.0 * c5));
  }
}

/** Makes a row whose functions are constant: where no table reaches, an exact value in its form. */
export function constantRow(values: usize, columns: i32, row: usize): void {
  memory.fill(row, 0, rowBytes(columns));
  memory.copy(row, values, <usize>(columns * 8));
}

/** Adding it rounds a float to an integer, which is then in the low bits of the sum. */
const ROUND: f64 = 6755399441055744.0;

/** The row for `x`, in cells from the middle of the first, where the table has it: `0 <= x <= rows - 1`. */
// @ts-ignore: decorator
@inline
export function rowAt(table: usize, columns: i32, x: f64): usize {
  return table + <usize>(<i32>reinterpret<i64>(x + ROUND)) * rowBytes(columns);
}

/** `t` of `x` in its cell. */
// @ts-ignore: decorator
@inline
export function withinCell(x: f64): f64 {
  return x - (x + ROUND - ROUND);
}

/** Columns `2 pair` and `2 pair + 1` of a row, given `t` in both lanes. */
// @ts-ignore: decorator
@inline
export function pairAt(row: usize, columns: i32, pair: i32, t: v128): v128 {
  const stride = <usize>(columns * 8);
  const at = row + <usize>(pair * 16);
  const t2 = f64x2.mul(t, t);
  // Estrin's scheme: short chains, as a step waits for this value.
  const low = f64x2.add(v128.load(at), f64x2.mul(v128.load(at + stride), t));
  const middle = f64x2.add(v128.load(at + 2 * stride), f64x2.mul(v128.load(at + 3 * stride), t));
  const high = f64x2.add(v128.load(at + 4 * stride), f64x2.mul(v128.load(at + 5 * stride), t));
  return f64x2.add(
    f64x2.add(low, f64x2.mul(middle, t2)),
    f64x2.mul(high, f64x2.mul(t2, t2)),
  );
}

/** Discrete orthogonality: the mean over nodes of twice the sample times the polynomial of degree `n`. */
function chebyshevCoefficient(n: i32, samples: usize, columns: i32, j: i32): f64 {
  let sum = 0.0;
  for (let k = 0; k < NODES; k++) {
    const polynomial = unchecked(COSINES[(n * (2 * k + 1)) % 24]);
    sum += load<f64>(samples + <usize>((k * columns + j) * 8)) * polynomial;
  }
  return sum / 3.0;
}

function putCoefficient(row: usize, columns: i32, j: i32, power: i32, value: f64): void {
  store<f64>(row + <usize>((power * columns + j) * 8), value);
}
