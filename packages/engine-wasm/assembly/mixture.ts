/**
 * Log-density of a mixture of Gaussians (Bishop 1994) and its gradient. Component by component the means,
 * raw diagonals and, where `full`, strictly upper entries of the precision factor stand in rows, after one
 * row of logits per component. Each component works on strips of columns narrow enough that its deviations
 * and their gradients stay in the first-level cache while its parameters stream past once.
 */
import { boundedExp, decay, positiveLog, sigmoidFrom, softplusFrom } from "./math";
import { contribute, multiplyAdd, splat, storePair, zero } from "./simd";

/** Bytes of a row of a strip. */
const STRIP: usize = 128;
const MINUS_HALF = memory.data<f32>([-0.5]);

/**
 * Where forward leaves what backward needs: per component A (x − mean), the diagonal of A and its derivative
 * by the raw numbers; then the components' shares of the density; then the weights, which are softmax of the
 * logits. All are rows of the batch.
 */
// @ts-ignore: decorator
@inline
function workRows(dim: usize, diagonals: usize): usize {
  return dim + 2 * diagonals;
}

/** Rows of parameters of one component. */
// @ts-ignore: decorator
@inline
function componentRows(dim: usize, diagonals: usize, full: bool): usize {
  return dim + diagonals + (full ? (dim * (dim - 1)) >> 1 : 0);
}

function deviations(columns: usize, stride: usize, dim: usize, x: usize, mean: usize, to: usize): void {
  for (const end = to + dim * STRIP; to < end; to += STRIP, x += stride, mean += stride) {
    for (let column: usize = 0; column < columns; column += 16) {
      v128.store(to + column, f32x4.sub(v128.load(x + column), v128.load(mean + column)));
    }
  }
}

/** Diagonals and their derivatives from the raw numbers; adds `repeats` times the log of each to `joint`. */
function diagonalsForward(
  columns: usize, stride: usize, diagonals: usize, repeats: f32, minDiagonal: f32,
  raw: usize, diagonal: usize, joint: usize,
): void {
  const least = f32x4.splat(minDiagonal), times = f32x4.splat(repeats), slopes = diagonals * stride;
  for (const end = diagonal + slopes; diagonal < end; diagonal += stride, raw += stride) {
    for (let column: usize = 0; column < columns; column += 16) {
      const r = v128.load(raw + column), decayed = decay(r);
      const value = f32x4.add(softplusFrom(r, decayed), least);
      v128.store(diagonal + column, value);
      v128.store(diagonal + slopes + column, sigmoidFrom(r, decayed));
      v128.store(joint + column, multiplyAdd(positiveLog(value), times, v128.load(joint + column)));
    }
  }
}

/** `whitened` = A · deviation; takes half its square from `joint`. */
function whiten(
  columns: usize, stride: usize, dim: usize, diagonalStep: usize, full: bool,
  deviation: usize, diagonal: usize, upper: usize, whitened: usize, joint: usize,
): void {
  const end = deviation + dim * STRIP;
  for (let own = deviation; own < end; own += STRIP) {
    for (let column: usize = 0; column < columns; column += 32) {
      let left = f32x4.mul(v128.load(diagonal + column), v128.load(own + column));
      let right = f32x4.mul(v128.load(diagonal + column, 16), v128.load(own + column, 16));
      if (full) {
        let entry = upper + column;
        for (let other = own + STRIP + column; other < end; other += STRIP, entry += stride) {
          left = multiplyAdd(v128.load(entry), v128.load(other), left);
          right = multiplyAdd(v128.load(entry, 16), v128.load(other, 16), right);
        }
      }
      storePair(whitened + column, left, right);
      const half = splat(MINUS_HALF), at = joint + column;
      const a = multiplyAdd(f32x4.mul(left, half), left, v128.load(at));
      const b = multiplyAdd(f32x4.mul(right, half), right, v128.load(at, 16));
      storePair(at, a, b);
    }
    if (full) upper += ((end - own) / STRIP - 1) * stride;
    diagonal += diagonalStep;
    whitened += stride;
  }
}

/** From the components' log-densities in `shares` and the logits to shares, weights and their log-sum `y`. */
function mix(
  batch: usize, stride: usize, components: usize, logits: usize, shares: usize, weights: usize, y: usize,
): void {
  const rows = components * stride;
  for (let column: usize = 0; column < batch; column += 16) {
    let largestLogit = v128.load(logits + column), largest = f32x4.add(largestLogit, v128.load(shares + column));
    for (let at = column; at < rows + column; at += stride) {
      const logit = v128.load(logits + at), joint = f32x4.add(logit, v128.load(shares + at));
      largestLogit = f32x4.pmax(largestLogit, logit);
      largest = f32x4.pmax(largest, joint);
    }
    let total = zero(), density = zero();
    for (let at = column; at < rows + column; at += stride) {
      const logit = v128.load(logits + at), joint = f32x4.add(logit, v128.load(shares + at));
      const weight = boundedExp(f32x4.sub(logit, largestLogit)), share = boundedExp(f32x4.sub(joint, largest));
      total = f32x4.add(total, weight);
      density = f32x4.add(density, share);
      v128.store(weights + at, weight);
      v128.store(shares + at, share);
    }
    for (let at = column; at < rows + column; at += stride) {
      v128.store(weights + at, f32x4.div(v128.load(weights + at), total));
      v128.store(shares + at, f32x4.div(v128.load(shares + at), density));
    }
    const logRatio = f32x4.sub(positiveLog(density), positiveLog(total));
    v128.store(y + column, f32x4.add(f32x4.sub(largest, largestLogit), logRatio));
  }
}

/** `diagonals` is `dim`, or 1 where all are the same; `constant` is −½ dim log 2π; `strip` takes `dim` rows. */
export function mixtureForward(
  batch: usize, stride: usize, dim: usize, components: usize, diagonals: usize, full: bool,
  minDiagonal: f32, constant: f32, x: usize, parameters: usize, y: usize, work: usize, strip: usize,
): void {
  const repeats = <f32>dim / <f32>diagonals, diagonalStep = diagonals == dim ? stride : 0;
  const shares = work + components * workRows(dim, diagonals) * stride;
  let mean = parameters + components * stride, whitened = work;
  for (let k: usize = 0; k < components; k++) {
    const raw = mean + dim * stride, upper = raw + diagonals * stride, diagonal = whitened + dim * stride;
    for (let start: usize = 0; start < batch; start += STRIP) {
      const columns = min<usize>(STRIP, batch - start), joint = shares + k * stride + start;
      for (let column: usize = 0; column < columns; column += 16) v128.store(joint + column, f32x4.splat(constant));
      deviations(columns, stride, dim, x + start, mean + start, strip);
      diagonalsForward(columns, stride, diagonals, repeats, minDiagonal, raw + start, diagonal + start, joint);
      whiten(
        columns, stride, dim, diagonalStep, full,
        strip, diagonal + start, upper + start, whitened + start, joint,
      );
    }
    mean += componentRows(dim, diagonals, full) * stride;
    whitened += workRows(dim, diagonals) * stride;
  }
  mix(batch, stride, components, parameters, shares, shares + components * stride, y);
}

/**
 * Through whitened = A · deviation: writes the gradients of A's upper entries, adds those of the deviations
 * to `dDeviation`. `gain` is the gradient of the component's log-density.
 */
function whitenBackward(
  columns: usize, stride: usize, dim: usize, diagonalStep: usize, full: bool,
  deviation: usize, dDeviation: usize, gain: usize,
  whitened: usize, diagonal: usize, upper: usize, dUpper: usize, add: bool,
): void {
  const end = deviation + dim * STRIP, toGradient = dDeviation - deviation;
  for (let own = deviation; own < end; own += STRIP) {
    for (let column: usize = 0; column < columns; column += 32) {
      const left = f32x4.neg(f32x4.mul(v128.load(gain + column), v128.load(whitened + column)));
      const right = f32x4.neg(f32x4.mul(v128.load(gain + column, 16), v128.load(whitened + column, 16)));
      const at = own + toGradient + column;
      const a = multiplyAdd(left, v128.load(diagonal + column), v128.load(at));
      const b = multiplyAdd(right, v128.load(diagonal + column, 16), v128.load(at, 16));
      storePair(at, a, b);
      if (full) {
        let entry = upper + column, dEntry = dUpper + column;
        for (let other = own + STRIP + column; other < end; other += STRIP, entry += stride, dEntry += stride) {
          const to = other + toGradient;
          const c = multiplyAdd(left, v128.load(entry), v128.load(to));
          const d = multiplyAdd(right, v128.load(entry, 16), v128.load(to, 16));
          storePair(to, c, d);
          contribute(dEntry, f32x4.mul(left, v128.load(other)), add);
          contribute(dEntry + 16, f32x4.mul(right, v128.load(other, 16)), add);
        }
      }
    }
    if (full) {
      const entries = ((end - own) / STRIP - 1) * stride;
      upper += entries;
      dUpper += entries;
    }
    diagonal += diagonalStep;
    whitened += stride;
  }
}

/** Gradients of the raw diagonals, each of which stands for `repeats` dimensions. */
function diagonalsBackward(
  columns: usize, stride: usize, diagonals: usize, repeats: usize,
  deviation: usize, gain: usize, whitened: usize, diagonal: usize, dRaw: usize, add: bool,
): void {
  const slopes = diagonals * stride, times = f32x4.splat(<f32>repeats);
  for (const end = diagonal + slopes; diagonal < end; diagonal += stride, dRaw += stride) {
    for (let column: usize = 0; column < columns; column += 16) {
      let product = zero();
      for (let i: usize = 0; i < repeats; i++) {
        const z = v128.load(whitened + i * stride + column);
        product = multiplyAdd(z, v128.load(deviation + i * STRIP + column), product);
      }
      const byDiagonal = f32x4.sub(f32x4.div(times, v128.load(diagonal + column)), product);
      const byRaw = f32x4.mul(byDiagonal, v128.load(diagonal + slopes + column));
      contribute(dRaw + column, f32x4.mul(byRaw, v128.load(gain + column)), add);
    }
    whitened += repeats * stride;
    deviation += repeats * STRIP;
  }
}

/** Gradients of mean and x from those of their difference; `dx` is 0 where its gradient is not asked for. */
function deviationsBackward(
  columns: usize, stride: usize, dim: usize, dDeviation: usize,
  dMean: usize, addMean: bool, dx: usize, addX: bool,
): void {
  for (let row: usize = 0; row < dim; row++, dDeviation += STRIP) {
    for (let column: usize = 0; column < columns; column += 16) {
      const gradient = v128.load(dDeviation + column), at = row * stride + column;
      contribute(dMean + at, f32x4.neg(gradient), addMean);
      if (dx) contribute(dx + at, gradient, addX);
    }
  }
}

/** The gradient of a component's log-density, into `gain`, and of its logit. */
function logitBackward(
  columns: usize, dy: usize, share: usize, weight: usize, gain: usize, dLogit: usize, add: bool,
): void {
  for (let column: usize = 0; column < columns; column += 16) {
    const gradient = v128.load(dy + column), byDensity = f32x4.mul(gradient, v128.load(share + column));
    v128.store(gain + column, byDensity);
    const byWeight = f32x4.mul(gradient, v128.load(weight + column));
    contribute(dLogit + column, f32x4.sub(byDensity, byWeight), add);
  }
}

/**
 * `work` is as forward left it; `strip` takes 2 `dim` + 1 rows. `dx` is 0 where its gradient is not asked for.
 */
export function mixtureBackward(
  batch: usize, stride: usize, dim: usize, components: usize, diagonals: usize, full: bool,
  x: usize, parameters: usize, dy: usize, work: usize, strip: usize,
  dParameters: usize, add: bool, dx: usize, addX: bool,
): void {
  const repeats = dim / diagonals, diagonalStep = diagonals == dim ? stride : 0;
  const shares = work + components * workRows(dim, diagonals) * stride, weights = shares + components * stride;
  const dDeviation = strip + dim * STRIP, gain = dDeviation + dim * STRIP, toGradient = dParameters - parameters;
  let mean = parameters + components * stride, whitened = work;
  for (let k: usize = 0; k < components; k++) {
    const raw = mean + dim * stride, upper = raw + diagonals * stride, diagonal = whitened + dim * stride;
    for (let start: usize = 0; start < batch; start += STRIP) {
      const columns = min<usize>(STRIP, batch - start), logit = k * stride + start, dUpper = upper + toGradient + start;
      logitBackward(columns, dy + start, shares + logit, weights + logit, gain, dParameters + logit, add);
      deviations(columns, stride, dim, x + start, mean + start, strip);
      memory.fill(dDeviation, 0, dim * STRIP);
      whitenBackward(
        columns, stride, dim, diagonalStep, full, strip, dDeviation, gain,
        whitened + start, diagonal + start, upper + start, dUpper, add,
      );
      diagonalsBackward(
        columns, stride, diagonals, repeats, strip, gain,
        whitened + start, diagonal + start, raw + toGradient + start, add,
      );
      deviationsBackward(
        columns, stride, dim, dDeviation, mean + toGradient + start, add, dx ? dx + start : 0, addX || k > 0,
      );
    }
    mean += componentRows(dim, diagonals, full) * stride;
    whitened += workRows(dim, diagonals) * stride;
  }
}
