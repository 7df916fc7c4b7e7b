/** The rational-quadratic spline forward. */
import { one, positiveLog } from "./math";
import { positiveFrom, positiveSlopeFrom, positiveTerm } from "./positivity";
import { contribute, multiplyAdd } from "./simd";
import {
  Bin, boundOf, exponentials, findBin, Found, isInside, leastShareOf, lengthOf, logitScaleOf, positionOf,
  Spline, splineRows,
} from "./spline";

/**
 * `y` is z in `dim` rows, then one row of Σ log dz/dx. For backward, numerators take the place of the
 * logits of widths and heights in `kept`, which may be `conditioner` itself, and `bins` takes a `Bin` for
 * each dimension and four columns; both are 0 where there is no backward. `work` has room for a `Found` and
 * 16 bytes for each width and height.
 */
export function splineForward(
  batch: usize, stride: usize, dim: usize, spline: Spline, x: usize, conditioner: usize, y: usize,
  kept: usize, bins: usize, work: usize,
): void {
  const logDeterminant = y + dim * stride, rows = splineRows(spline) * stride;
  const found = changetype<Found>(work), clipped = spline.clipped != 0;
  const step = kept ? stride : 16, half = spline.bins * stride;
  for (let d: usize = 0; d < dim; d++, x += stride, y += stride, conditioner += rows) {
    for (let column: usize = 0; column < batch; column += 16) {
      const logits = conditioner + column;
      const widths = kept ? kept + d * rows + column : work + offsetof<Found>();
      const heights = widths + spline.bins * step;
      const widthSum = exponentials(spline, logits, stride, widths, step);
      const heightSum = exponentials(spline, logits + half, stride, heights, step);
      const value = v128.load(x + column), least = f32x4.mul(leastShareOf(spline), widthSum);
      const leastAcross = f32x4.mul(leastShareOf(spline), heightSum);
      const target = f32x4.mul(positionOf(spline, value), widthSum);
      findBin(spline, target, least, leastAcross, widths, heights, step, logits + 2 * half, stride, found);

      const perWidth = f32x4.div(one(), found.length), perHeightSum = f32x4.div(one(), heightSum);
      const t = f32x4.mul(f32x4.sub(target, found.start), perWidth), u = f32x4.sub(one(), t);
      const height = f32x4.mul(found.lengthAcross, perHeightSum);
      const inverseWidth = f32x4.mul(widthSum, perWidth), s = f32x4.mul(height, inverseWidth);
      const term0 = positiveTerm(clipped, found.left), d0 = positiveFrom(clipped, found.left, term0);
      const term1 = positiveTerm(clipped, found.right), d1 = positiveFrom(clipped, found.right, term1);
      const tu = f32x4.mul(t, u), tt = f32x4.mul(t, t), twice = f32x4.add(s, s);
      const perDenominator = f32x4.div(one(), multiplyAdd(f32x4.sub(f32x4.add(d0, d1), twice), tu, s));
      const ratio = f32x4.mul(multiplyAdd(s, tt, f32x4.mul(d0, tu)), perDenominator);
      const before = f32x4.mul(found.startAcross, perHeightSum);
      const z = f32x4.sub(f32x4.mul(multiplyAdd(height, ratio, before), lengthOf(spline)), boundOf(spline));
      const slope = multiplyAdd(d1, tt, multiplyAdd(twice, tu, f32x4.mul(d0, f32x4.mul(u, u))));
      const root = f32x4.mul(s, perDenominator);
      const log = positiveLog(f32x4.mul(f32x4.mul(root, root), slope)), inside = isInside(spline, value);
      v128.store(y + column, v128.bitselect(z, value, inside));
      contribute(logDeterminant + column, v128.and(log, inside), d > 0);
      if (bins) {
        const bin = changetype<Bin>(bins), perWidthSum = f32x4.div(one(), widthSum);
        bin.index = found.index;
        bin.t = t;
        bin.inverseWidth = inverseWidth;
        bin.height = height;
        const used = f32x4.mul(found.index, leastShareOf(spline));
        bin.freeBefore = f32x4.sub(f32x4.mul(found.start, perWidthSum), used);
        bin.freeBeforeAcross = f32x4.sub(before, used);
        bin.d0 = d0;
        bin.d1 = d1;
        bin.byRaw0 = positiveSlopeFrom(clipped, found.left, term0, d0);
        bin.byRaw1 = positiveSlopeFrom(clipped, found.right, term1, d1);
        bin.widthScale = f32x4.mul(logitScaleOf(spline), perWidthSum);
        bin.heightScale = f32x4.mul(logitScaleOf(spline), perHeightSum);
        bins += offsetof<Bin>();
      }
    }
  }
}
