/** The affine transform; conditioner rows 2d and 2d + 1 are shift and raw scale of dimension d. */
import { logPositiveFrom, positiveFrom, positiveSlopeFrom, positiveTerm } from "./positivity";
import { contribute, multiplyAdd } from "./simd";

/** `y` is s x + b in `dim` rows, then one row of Σ log s. */
export function affineFlowForward(
  batch: usize, stride: usize, dim: usize, clipped: bool, x: usize, conditioner: usize, y: usize,
): void {
  const logDeterminant = y + dim * stride;
  for (let d: usize = 0; d < dim; d++) {
    const row = d * stride, shiftRow = conditioner + 2 * row, rawRow = shiftRow + stride;
    for (let column: usize = 0; column < batch; column += 16) {
      const raw = v128.load(rawRow + column), term = positiveTerm(clipped, raw), at = row + column;
      const scale = positiveFrom(clipped, raw, term);
      v128.store(y + at, multiplyAdd(v128.load(x + at), scale, v128.load(shiftRow + column)));
      contribute(logDeterminant + column, logPositiveFrom(clipped, raw, term, scale), d > 0);
    }
  }
}

/** `dConditioner` and `dx` are 0 where that gradient is not asked for. */
export function affineFlowBackward(
  batch: usize, stride: usize, dim: usize, clipped: bool, x: usize, conditioner: usize, dy: usize,
  dConditioner: usize, addConditioner: bool, dx: usize, addX: bool,
): void {
  const dLogDeterminant = dy + dim * stride;
  for (let d: usize = 0; d < dim; d++) {
    const row = d * stride, shiftRow = 2 * row, rawRow = shiftRow + stride;
    for (let column: usize = 0; column < batch; column += 16) {
      const raw = v128.load(conditioner + rawRow + column), term = positiveTerm(clipped, raw);
      const scale = positiveFrom(clipped, raw, term), gradient = v128.load(dy + row + column);
      if (dConditioner) {
        const byLog = f32x4.div(v128.load(dLogDeterminant + column), scale);
        const byScale = multiplyAdd(gradient, v128.load(x + row + column), byLog);
        const slope = positiveSlopeFrom(clipped, raw, term, scale);
        contribute(dConditioner + shiftRow + column, gradient, addConditioner);
        contribute(dConditioner + rawRow + column, f32x4.mul(byScale, slope), addConditioner);
      }
      if (dx) contribute(dx + row + column, f32x4.mul(gradient, scale), addX);
    }
  }
}

/** (latent − shift) / scale of one dimension, its pair of rows being `stride` bytes apart. */
// @ts-ignore: decorator
@inline
export function affineInverse(clipped: bool, latent: v128, pair: usize, stride: usize): v128 {
  const raw = v128.load(pair + stride), term = positiveTerm(clipped, raw);
  return f32x4.div(f32x4.sub(latent, v128.load(pair)), positiveFrom(clipped, raw, term));
}

export function affineFlowInverse(
  batch: usize, stride: usize, dim: usize, clipped: bool, latent: usize, conditioner: usize, x: usize,
): void {
  for (let d: usize = 0; d < dim; d++, latent += stride, x += stride, conditioner += 2 * stride) {
    for (let column: usize = 0; column < batch; column += 16) {
      v128.store(x + column, affineInverse(clipped, v128.load(latent + column), conditioner + column, stride));
    }
  }
}
