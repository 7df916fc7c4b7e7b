/** The gradient of the rational-quadratic spline. */
import { one } from "./math";
import { contribute, multiplyAdd, zero } from "./simd";
import {
  Bin, inverseFreeOf, inverseLengthOf, isInside, leastShareOf, lengthOf, logitShrinkage, Spline, splineRows,
} from "./spline";

/**
 * The gradient of one bin's logit, from the gradients of where the bin starts (which all bins before it
 * shift) and of its own length: `numerator · (before, own or 0, less the mean)`.
 */
// @ts-ignore: decorator
@inline
function logitGradient(
  spline: Spline, before: v128, isBefore: v128, own: v128, isOwn: v128, mean: v128, numerator: usize, logit: usize,
): v128 {
  const chosen = v128.or(v128.and(before, isBefore), v128.and(own, isOwn));
  const value = f32x4.mul(v128.load(numerator), f32x4.sub(chosen, mean));
  if (!spline.clipped) return value;
  const shrinkage = logitShrinkage(v128.load(logit));
  return f32x4.mul(value, f32x4.mul(shrinkage, shrinkage));
}

/**
 * `kept` and `bins` are what forward left; `dConditioner`, which may be `kept` itself, and `dx` are 0 where
 * that gradient is not asked for.
 */
export function splineBackward(
  batch: usize, stride: usize, dim: usize, spline: Spline, x: usize, conditioner: usize, dy: usize,
  kept: usize, bins: usize, dConditioner: usize, addConditioner: bool, dx: usize, addX: bool,
): void {
  const dLogDeterminant = dy + dim * stride, rows = splineRows(spline) * stride, half = spline.bins * stride;
  for (let d: usize = 0; d < dim; d++) {
    for (let column: usize = 0; column < batch; column += 16, bins += offsetof<Bin>()) {
      const bin = changetype<Bin>(bins), at = d * stride + column;
      const byZ = v128.load(dy + at), inside = isInside(spline, v128.load(x + at));
      const byPosition = f32x4.mul(byZ, lengthOf(spline)), byLog = v128.load(dLogDeterminant + column);
      const t = bin.t, u = f32x4.sub(one(), t), tu = f32x4.mul(t, u);
      const tt = f32x4.mul(t, t), uu = f32x4.mul(u, u);
      const d0 = bin.d0, d1 = bin.d1, height = bin.height, perWidth = bin.inverseWidth;
      const s = f32x4.mul(height, perWidth), twice = f32x4.add(s, s);
      const bend = f32x4.sub(f32x4.add(d0, d1), twice);
      const perDenominator = f32x4.div(one(), multiplyAdd(bend, tu, s));
      const ratio = f32x4.mul(multiplyAdd(s, tt, f32x4.mul(d0, tu)), perDenominator);
      const byNumerator = f32x4.mul(f32x4.mul(byPosition, height), perDenominator);
      const twiceByLog = f32x4.add(byLog, byLog);
      const byDenominator = f32x4.neg(multiplyAdd(byNumerator, ratio, f32x4.mul(twiceByLog, perDenominator)));
      const slope = multiplyAdd(d1, tt, multiplyAdd(twice, tu, f32x4.mul(d0, uu)));
      const bySlope = f32x4.div(byLog, slope), twiceBySlope = f32x4.add(bySlope, bySlope);
      const byS = multiplyAdd(byNumerator, tt, f32x4.add(f32x4.div(twiceByLog, s),
        multiplyAdd(f32x4.sub(twiceBySlope, f32x4.add(byDenominator, byDenominator)), tu, byDenominator)));
      const straight = multiplyAdd(byNumerator, d0, multiplyAdd(byDenominator, bend, f32x4.mul(twiceBySlope, s)));
      const ends = f32x4.sub(f32x4.mul(d1, t), f32x4.mul(d0, u));
      const byT = multiplyAdd(f32x4.sub(u, t), straight,
        multiplyAdd(f32x4.mul(byNumerator, twice), t, f32x4.mul(twiceBySlope, ends)));
      const byX = f32x4.mul(byT, perWidth);
      if (dx) {
        contribute(dx + at, v128.bitselect(f32x4.mul(byX, inverseLengthOf(spline)), byZ, inside), addX);
      }
      if (!dConditioner) continue;

      // The bin's own width times its gradient.
      const byOwn = f32x4.neg(multiplyAdd(byS, s, f32x4.mul(byT, t)));
      const byWidth = f32x4.mul(byOwn, perWidth), byHeight = multiplyAdd(byS, perWidth, f32x4.mul(byPosition, ratio));
      const least = leastShareOf(spline);
      const widthMean = f32x4.sub(byOwn, multiplyAdd(byWidth, least, f32x4.mul(byX, bin.freeBefore)));
      const heightMean = multiplyAdd(byHeight, f32x4.sub(height, least), f32x4.mul(byPosition, bin.freeBeforeAcross));
      const widthScale = bin.widthScale, heightScale = bin.heightScale, inverseFree = inverseFreeOf(spline);
      const widthBefore = v128.and(f32x4.neg(f32x4.mul(byX, widthScale)), inside);
      const widthOwn = v128.and(f32x4.mul(byWidth, widthScale), inside);
      const meanOfWidths = v128.and(f32x4.mul(f32x4.mul(widthMean, inverseFree), widthScale), inside);
      const heightBefore = v128.and(f32x4.mul(byPosition, heightScale), inside);
      const heightOwn = v128.and(f32x4.mul(byHeight, heightScale), inside);
      const meanOfHeights = v128.and(f32x4.mul(f32x4.mul(heightMean, inverseFree), heightScale), inside);
      const byRight = multiplyAdd(byDenominator, tu, f32x4.mul(bySlope, tt));
      const byLeft = multiplyAdd(f32x4.add(byNumerator, byDenominator), tu, f32x4.mul(bySlope, uu));
      const left = v128.and(f32x4.mul(byLeft, bin.byRaw0), inside);
      const right = v128.and(f32x4.mul(byRight, bin.byRaw1), inside);

      const index = bin.index;
      let from = d * rows + column, number = zero(), isOwn = f32x4.eq(index, number);
      for (const last = from + half - stride; from < last; from += stride) {
        const isBefore = f32x4.gt(index, number), across = from + half;
        const width = logitGradient(spline, widthBefore, isBefore, widthOwn, isOwn, meanOfWidths, kept + from, conditioner + from);
        const high = logitGradient(spline, heightBefore, isBefore, heightOwn, isOwn, meanOfHeights, kept + across, conditioner + across);
        contribute(dConditioner + from, width, addConditioner);
        contribute(dConditioner + across, high, addConditioner);
        number = f32x4.add(number, one());
        const isNext = f32x4.eq(index, number);
        const knot = v128.or(v128.and(right, isOwn), v128.and(left, isNext));
        contribute(dConditioner + across + half, knot, addConditioner);
        isOwn = isNext;
      }
      const across = from + half;
      const width = logitGradient(spline, widthBefore, zero(), widthOwn, isOwn, meanOfWidths, kept + from, conditioner + from);
      const high = logitGradient(spline, heightBefore, zero(), heightOwn, isOwn, meanOfHeights, kept + across, conditioner + across);
      contribute(dConditioner + from, width, addConditioner);
      contribute(dConditioner + across, high, addConditioner);
    }
  }
}
