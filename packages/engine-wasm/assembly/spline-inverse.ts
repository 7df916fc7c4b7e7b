/** The inverse of the rational-quadratic spline. */
import { one } from "./math";
import { positiveFrom, positiveTerm } from "./positivity";
import { multiplyAdd } from "./simd";
import {
  boundOf, exponentials, findBin, Found, isInside, leastShareOf, lengthOf, positionOf, Spline, splineRows,
} from "./spline";

/**
 * x of four columns of one dimension, whose parameters are rows `stride` bytes apart: in the bin that
 * reaches z, the root of a quadratic in the form that cancels nothing. `work` is as in `splineForward`.
 */
export function splineInverseAt(spline: Spline, latent: v128, parameters: usize, stride: usize, work: usize): v128 {
  const found = changetype<Found>(work), clipped = spline.clipped != 0, half = spline.bins * stride;
  const widths = work + offsetof<Found>(), heights = widths + 16 * spline.bins;
  const widthSum = exponentials(spline, parameters, stride, widths, 16);
  const heightSum = exponentials(spline, parameters + half, stride, heights, 16);
  const leastWidth = f32x4.mul(leastShareOf(spline), widthSum);
  const leastHeight = f32x4.mul(leastShareOf(spline), heightSum);
  const target = f32x4.mul(positionOf(spline, latent), heightSum);
  findBin(spline, target, leastHeight, leastWidth, heights, widths, 16, parameters + 2 * half, stride, found);

  const perHeightSum = f32x4.div(one(), heightSum), perWidthSum = f32x4.div(one(), widthSum);
  const height = f32x4.mul(found.length, perHeightSum), width = f32x4.mul(found.lengthAcross, perWidthSum);
  const d0 = positiveFrom(clipped, found.left, positiveTerm(clipped, found.left));
  const d1 = positiveFrom(clipped, found.right, positiveTerm(clipped, found.right));
  const s = f32x4.div(height, width), y = f32x4.mul(f32x4.sub(target, found.start), perHeightSum);
  const bend = f32x4.mul(y, f32x4.sub(f32x4.add(d0, d1), f32x4.add(s, s)));
  const a = multiplyAdd(height, f32x4.sub(s, d0), bend), b = f32x4.sub(f32x4.mul(height, d0), bend);
  const c = f32x4.mul(s, y), twice = f32x4.add(c, c), four = f32x4.add(twice, twice);
  const root = f32x4.sqrt(multiplyAdd(a, four, f32x4.mul(b, b)));
  const t = f32x4.div(twice, f32x4.add(b, root));
  const position = multiplyAdd(t, width, f32x4.mul(found.startAcross, perWidthSum));
  const x = f32x4.sub(f32x4.mul(position, lengthOf(spline)), boundOf(spline));
  return v128.bitselect(x, latent, isInside(spline, latent));
}

export function splineInverse(
  batch: usize, stride: usize, dim: usize, spline: Spline, latent: usize, conditioner: usize, x: usize, work: usize,
): void {
  const rows = splineRows(spline) * stride;
  for (let d: usize = 0; d < dim; d++, latent += stride, x += stride, conditioner += rows) {
    for (let column: usize = 0; column < batch; column += 16) {
      v128.store(x + column, splineInverseAt(spline, v128.load(latent + column), conditioner + column, stride, work));
    }
  }
}
