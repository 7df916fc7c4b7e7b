/** The affine autoregressive transform; conditioner rows 2d and 2d + 1 are shift and raw scale of dimension d. */
import { decay, positiveLog, sigmoidFrom, softplusFrom } from "./math";
import { contribute, multiplyAdd, splat } from "./simd";

const MIN_SCALE = memory.data<f32>([1e-3]);

// @ts-ignore: decorator
@inline
export function scaleFrom(raw: v128, decayed: v128): v128 {
  return f32x4.add(softplusFrom(raw, decayed), splat(MIN_SCALE));
}

/** `y` is s x + b in `dim` rows, then one row of Σ log s. */
export function affineFlowForward(
  batch: usize, stride: usize, dim: usize, x: usize, conditioner: usize, y: usize,
): void {
  const logDeterminant = y + dim * stride;
  for (let d: usize = 0; d < dim; d++) {
    const row = d * stride, shiftRow = conditioner + 2 * row, rawRow = shiftRow + stride;
    for (let column: usize = 0; column < batch; column += 16) {
      const raw = v128.load(rawRow + column), scale = scaleFrom(raw, decay(raw)), at = row + column;
      v128.store(y + at, multiplyAdd(v128.load(x + at), scale, v128.load(shiftRow + column)));
      contribute(logDeterminant + column, positiveLog(scale), d > 0);
    }
  }
}

/** `dx` is 0 where that gradient is not asked for. */
export function affineFlowBackward(
  batch: usize, stride: usize, dim: usize, x: usize, conditioner: usize, dy: usize,
  dConditioner: usize, addConditioner: bool, dx: usize, addX: bool,
): void {
  const dLogDeterminant = dy + dim * stride;
  for (let d: usize = 0; d < dim; d++) {
    const row = d * stride, shiftRow = 2 * row, rawRow = shiftRow + stride;
    for (let column: usize = 0; column < batch; column += 16) {
      const raw = v128.load(conditioner + rawRow + column), decayed = decay(raw);
      const scale = scaleFrom(raw, decayed), gradient = v128.load(dy + row + column);
      const byLog = f32x4.div(v128.load(dLogDeterminant + column), scale);
      const byScale = multiplyAdd(gradient, v128.load(x + row + column), byLog);
      if (dConditioner) {
        contribute(dConditioner + shiftRow + column, gradient, addConditioner);
        contribute(dConditioner + rawRow + column, f32x4.mul(byScale, sigmoidFrom(raw, decayed)), addConditioner);
      }
      if (dx) contribute(dx + row + column, f32x4.mul(gradient, scale), addX);
    }
  }
}
