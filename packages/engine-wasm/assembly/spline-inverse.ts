/** The inverse of the rational-quadratic spline. */
import { one } from "./math";
import { multiplyAdd } from "./simd";
import {
  boundOf, findBins, Found, foundBytes, isInside, lengthOf, Spline, splineRows, STRIP,
} from "./spline";

/**
 * x of a strip of columns of one dimension, whose parameters are rows `stride` bytes apart. `work` is as
 * `findBins` needs it.
 */
export function splineInverseStrip(
  columns: usize, spline: Spline, latent: usize, parameters: usize, stride: usize, x: usize, work: usize,
): void {
  findBins(columns, spline, latent, true, parameters, stride, work + foundBytes(), STRIP, work, false);
  let found = work;
  for (let column: usize = 0; column < columns; column += 16, found += offsetof<Found>()) {
    const z = v128.load(latent + column), solved = solve(spline, changetype<Found>(found));
    v128.store(x + column, v128.bitselect(solved, z, isInside(spline, z)));
  }
}

/** In the bin that reaches z, the root of a quadratic in the form that cancels nothing. */
// @ts-ignore: decorator
@inline
function solve(spline: Spline, found: Found): v128 {
  const perTotal = f32x4.div(one(), found.total), perTotalAcross = f32x4.div(one(), found.totalAcross);
  const height = f32x4.mul(found.length, perTotal), width = f32x4.mul(found.lengthAcross, perTotalAcross);
  const d0 = found.left, d1 = found.right;
  const s = f32x4.div(height, width), y = f32x4.mul(f32x4.sub(found.target, found.start), perTotal);
  const bend = f32x4.mul(y, f32x4.sub(f32x4.add(d0, d1), f32x4.add(s, s)));
  const a = multiplyAdd(height, f32x4.sub(s, d0), bend), b = f32x4.sub(f32x4.mul(height, d0), bend);
  const c = f32x4.mul(s, y), twice = f32x4.add(c, c), four = f32x4.add(twice, twice);
  const root = f32x4.sqrt(multiplyAdd(a, four, f32x4.mul(b, b)));
  const t = f32x4.div(twice, f32x4.add(b, root));
  const position = multiplyAdd(t, width, f32x4.mul(found.startAcross, perTotalAcross));
  return f32x4.sub(f32x4.mul(position, lengthOf(spline)), boundOf(spline));
}

export function splineInverse(
  batch: usize, stride: usize, dim: usize, spline: Spline, latent: usize, conditioner: usize, x: usize, work: usize,
): void {
  const rows = splineRows(spline) * stride;
  for (let d: usize = 0; d < dim; d++, latent += stride, x += stride, conditioner += rows) {
    for (let strip: usize = 0; strip < batch; strip += STRIP) {
      const columns = min(STRIP, batch - strip);
      splineInverseStrip(columns, spline, latent + strip, conditioner + strip, stride, x + strip, work);
    }
  }
}
