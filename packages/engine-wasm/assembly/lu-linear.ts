/**
 * Linear maps with triangular factors (Kingma & Dhariwal 2018). The factors are multiplied once per batch,
 * into panels that the dense kernels then use; their gradients come from that of the product.
 *
 * Parameters stand in squares of `side` = `dim` rounded up to 4, padded with 0: L by columns, without its
 * diagonal of 1; U by rows, with the raw numbers on its diagonal; then the biases.
 */
import { decay, positiveLog } from "./math";
import { PANEL_WIDTH } from "./panels";
import { positiveFrom, positiveSlopeFrom } from "./positivity";
import { contribute, laneSums, multiplyAdd, splat, storePair, zero } from "./simd";

/** Bytes of a square of `side` by `side`. */
// @ts-ignore: decorator
@inline
function square(side: usize): usize {
  return 4 * side * side;
}

/** Bytes of a panel that sees `side` inputs. */
// @ts-ignore: decorator
@inline
function panelBytes(side: usize): usize {
  return PANEL_WIDTH * (side + 1);
}

/** Entry (i, j) of a square. */
// @ts-ignore: decorator
@inline
function entry(matrix: usize, side: usize, i: usize, j: usize): usize {
  return matrix + 4 * (i * side + j);
}

/** Copies the factors to `factors`, with the diagonals they stand for; returns log |det U|. */
function complete(dim: usize, side: usize, params: usize, factors: usize): f32 {
  const upper = factors + square(side);
  memory.copy(factors, params, 2 * square(side));
  let logDeterminant: f32 = 0;
  for (let i: usize = 0; i < dim; i++) {
    const at = entry(upper, side, i, i), raw = splat(at), diagonal = positiveFrom(false, raw, decay(raw));
    store<f32>(at, f32x4.extract_lane(diagonal, 0));
    store<f32>(entry(factors, side, i, i), 1);
    logDeterminant += f32x4.extract_lane(positiveLog(diagonal), 0);
  }
  return logDeterminant;
}

/**
 * Multiplies the factors: `factors` takes both with their diagonals, `panels` the product and the biases;
 * returns log |det L U|.
 */
export function luProduct(dim: usize, side: usize, params: usize, factors: usize, panels: usize): f32 {
  const logDeterminant = complete(dim, side, params, factors);
  const upper = factors + square(side), biases = params + 2 * square(side);
  let to = panels;
  for (let panel: usize = 0; panel < side; panel += 4) {
    v128.store(to, v128.load(biases + 4 * panel));
    for (let j: usize = 0; j < side; j++) {
      to += PANEL_WIDTH;
      let sum = zero();
      for (let k: usize = 0; k <= min(j, panel + 3); k++) {
        sum = multiplyAdd(v128.load(entry(factors, side, k, panel)), splat(entry(upper, side, k, j)), sum);
      }
      v128.store(to, sum);
    }
    to += PANEL_WIDTH;
  }
  return logDeterminant;
}

/** Fills the row of log-determinants. */
export function fillRow(batch: usize, value: f32, row: usize): void {
  const values = f32x4.splat(value);
  for (let column: usize = 0; column < batch; column += 16) v128.store(row + column, values);
}

/** dL = dW Uᵀ, four rows of a column at a time. */
function lowerGradient(side: usize, upper: usize, product: usize, to: usize): void {
  for (let k: usize = 0; k < side; k++) {
    for (let panel = k & ~3; panel < side; panel += 4) {
      const row = product + (panel / 4) * panelBytes(side) + PANEL_WIDTH;
      let sum = zero();
      for (let j = k; j < side; j++) {
        sum = multiplyAdd(v128.load(row + j * PANEL_WIDTH), splat(entry(upper, side, k, j)), sum);
      }
      v128.store(entry(to, side, k, panel), sum);
    }
  }
}

/** The sum over rows i of L[i, k] dW[i, j], still in four parts. */
// @ts-ignore: decorator
@inline
function columnProduct(side: usize, lower: usize, product: usize, k: usize, j: usize): v128 {
  let sum = zero();
  for (let panel = k & ~3; panel < side; panel += 4) {
    const row = product + (panel / 4) * panelBytes(side) + PANEL_WIDTH;
    sum = multiplyAdd(v128.load(row + j * PANEL_WIDTH), v128.load(entry(lower, side, k, panel)), sum);
  }
  return sum;
}

/** dU = Lᵀ dW, four columns of a row at a time. */
function upperGradient(side: usize, lower: usize, product: usize, to: usize): void {
  for (let k: usize = 0; k < side; k++) {
    for (let j = k & ~3; j < side; j += 4) {
      const sums = laneSums(
        columnProduct(side, lower, product, k, j), columnProduct(side, lower, product, k, j + 1),
        columnProduct(side, lower, product, k, j + 2), columnProduct(side, lower, product, k, j + 3),
      );
      v128.store(entry(to, side, k, j), sums);
    }
  }
}

/** From the gradient of U's diagonal to that of the raw numbers. */
function diagonalGradient(dim: usize, side: usize, raws: usize, byLogDeterminant: f32, gradient: usize): void {
  for (let i: usize = 0; i < dim; i++) {
    const at = entry(0, side, i, i), raw = splat(raws + at), term = decay(raw);
    const diagonal = positiveFrom(false, raw, term), slope = positiveSlopeFrom(false, raw, term, diagonal);
    const byDiagonal = load<f32>(gradient + at) + byLogDeterminant / f32x4.extract_lane(diagonal, 0);
    store<f32>(gradient + at, byDiagonal * f32x4.extract_lane(slope, 0));
  }
}

function rowSum(batch: usize, row: usize): f32 {
  let sum = zero();
  for (let column: usize = 0; column < batch; column += 16) sum = f32x4.add(sum, v128.load(row + column));
  return f32x4.extract_lane(laneSums(sum, sum, sum, sum), 0);
}

/**
 * From the gradient of the product, in panels, and that of the log-determinant, a row, to that of the
 * parameters. `factors` is as `luProduct` left it, `work` as large; `mask` is all ones where a parameter
 * stands.
 */
export function luGradient(
  batch: usize, dim: usize, side: usize, params: usize, factors: usize, work: usize, product: usize,
  dLogDeterminant: usize, gradient: usize, mask: usize, add: bool,
): void {
  const upper: usize = square(side), squares = upper + upper;
  lowerGradient(side, factors + upper, product, work);
  upperGradient(side, factors, product, work + upper);
  diagonalGradient(dim, side, params + upper, rowSum(batch, dLogDeterminant), work + upper);
  for (let at: usize = 0; at < squares; at += 16) {
    contribute(gradient + at, v128.and(v128.load(work + at), v128.load(mask + at)), add);
  }
  for (let panel: usize = 0; panel < side; panel += 4, product += panelBytes(side)) {
    contribute(gradient + squares + 4 * panel, v128.load(product), add);
  }
}

/**
 * x = U⁻¹ L⁻¹ (y − b) by substitution, eight columns at a time; `factors` takes L and U with their
 * diagonals.
 */
export function luInverse(
  batch: usize, stride: usize, dim: usize, side: usize, params: usize, factors: usize, y: usize, x: usize,
): void {
  complete(dim, side, params, factors);
  const upper = factors + square(side), biases = params + 2 * square(side), last = x + dim * stride;
  for (let column: usize = 0; column < batch; column += 32) {
    for (let i: usize = 0; i < dim; i++) {
      const from = y + i * stride + column, bias = splat(biases + 4 * i);
      let a = f32x4.sub(v128.load(from), bias), b = f32x4.sub(v128.load(from, 16), bias);
      let at = x + column, weight = entry(factors, side, 0, i);
      for (const end = at + i * stride; at < end; at += stride, weight += 4 * side) {
        const w = f32x4.neg(splat(weight));
        a = multiplyAdd(w, v128.load(at), a); b = multiplyAdd(w, v128.load(at, 16), b);
      }
      storePair(at, a, b);
    }
    for (let i = dim; i-- > 0;) {
      const own = x + i * stride + column, diagonal = entry(upper, side, i, i), d = splat(diagonal);
      let a = v128.load(own), b = v128.load(own, 16);
      for (let at = own + stride, weight = diagonal + 4; at < last; at += stride, weight += 4) {
        const w = f32x4.neg(splat(weight));
        a = multiplyAdd(w, v128.load(at), a); b = multiplyAdd(w, v128.load(at, 16), b);
      }
      storePair(own, f32x4.div(a, d), f32x4.div(b, d));
    }
  }
}
