/** The rational-quadratic spline forward. */
import { one, positiveLog } from "./math";
import { contribute, multiplyAdd } from "./simd";
import {
  Bin, boundOf, findBins, Found, foundBytes, isInside, leastShareOf, lengthOf, logitScaleOf, Spline, splineRows,
  STRIP,
} from "./spline";

/**
 * `y` is z in `dim` rows, then one row of Σ log dz/dx. For backward, numerators take the place of the
 * logits of widths and heights in `kept`, which may be `conditioner` itself, and `bins` takes a `Bin` for
 * each dimension and four columns; both are 0 where there is no backward. `work` is as `findBins` needs it.
 */
export function splineForward(
  batch: usize, stride: usize, dim: usize, spline: Spline, x: usize, conditioner: usize, y: usize,
  kept: usize, bins: usize, work: usize,
): void {
  const logDeterminant = y + dim * stride, rows = splineRows(spline) * stride;
  for (let d: usize = 0; d < dim; d++, x += stride, y += stride, conditioner += rows) {
    for (let strip: usize = 0; strip < batch; strip += STRIP) {
      const columns = min(STRIP, batch - strip), from = conditioner + strip;
      const to = kept ? kept + d * rows + strip : work + foundBytes();
      findBins(columns, spline, x + strip, false, from, stride, to, kept ? stride : STRIP, work, bins != 0);
      let found = work;
      for (let column = strip; column < strip + columns; column += 16, found += offsetof<Found>()) {
        applyBin(spline, changetype<Found>(found), v128.load(x + column), bins, y + column, logDeterminant + column, d > 0);
        if (bins) bins += offsetof<Bin>();
      }
    }
  }
}

/** Writes z and the logarithm of its slope, and for backward, where `kept` is not 0, all about the bin. */
// @ts-ignore: decorator
@inline
function applyBin(
  spline: Spline, found: Found, value: v128, kept: usize, y: usize, logDeterminant: usize, add: bool,
): void {
  const perWidth = f32x4.div(one(), found.length), perTotalAcross = f32x4.div(one(), found.totalAcross);
  const t = f32x4.mul(f32x4.sub(found.target, found.start), perWidth), u = f32x4.sub(one(), t);
  const height = f32x4.mul(found.lengthAcross, perTotalAcross);
  const inverseWidth = f32x4.mul(found.total, perWidth), s = f32x4.mul(height, inverseWidth);
  const d0 = found.left, d1 = found.right;
  const tu = f32x4.mul(t, u), tt = f32x4.mul(t, t), twice = f32x4.add(s, s);
  const perDenominator = f32x4.div(one(), multiplyAdd(f32x4.sub(f32x4.add(d0, d1), twice), tu, s));
  const ratio = f32x4.mul(multiplyAdd(s, tt, f32x4.mul(d0, tu)), perDenominator);
  const before = f32x4.mul(found.startAcross, perTotalAcross);
  const z = f32x4.sub(f32x4.mul(multiplyAdd(height, ratio, before), lengthOf(spline)), boundOf(spline));
  const slope = multiplyAdd(d1, tt, multiplyAdd(twice, tu, f32x4.mul(d0, f32x4.mul(u, u))));
  const root = f32x4.mul(s, perDenominator);
  const log = positiveLog(f32x4.mul(f32x4.mul(root, root), slope)), inside = isInside(spline, value);
  v128.store(y, v128.bitselect(z, value, inside));
  contribute(logDeterminant, v128.and(log, inside), add);
  if (!kept) return;
  const bin = changetype<Bin>(kept), perTotal = f32x4.div(one(), found.total);
  bin.index = found.index;
  bin.t = t;
  bin.inverseWidth = inverseWidth;
  bin.height = height;
  const used = f32x4.mul(found.index, leastShareOf(spline));
  bin.freeBefore = f32x4.sub(f32x4.mul(found.start, perTotal), used);
  bin.freeBeforeAcross = f32x4.sub(before, used);
  bin.d0 = d0;
  bin.d1 = d1;
  bin.byRaw0 = found.byRawLeft;
  bin.byRaw1 = found.byRawRight;
  bin.widthScale = f32x4.mul(logitScaleOf(spline), perTotal);
  bin.heightScale = f32x4.mul(logitScaleOf(spline), perTotalAcross);
}
