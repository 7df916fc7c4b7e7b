/**
 * What the rational-quadratic spline's kernels share (Gregory & Delbourgo 1982; Durkan et al. 2019): its
 * constants, softmax numerators, the search for a bin and the bin itself. Inside, x and z are positions
 * between 0 and 1 along the interval, and a softmax is left unnormalised as long as that saves work.
 */
import { EXP2_POLYNOMIAL, exp2OfNegative, one, ROUNDING_MAGIC, SMALLEST_EXPONENT } from "./math";
import { positiveFrom, positiveSlopeFrom, positiveTerm } from "./positivity";
import { multiplyAdd, splat, zero } from "./simd";

/** Everything about a spline but its parameters; one is made per operation. */
@unmanaged
export class Spline {
  bins: usize;
  /** Whether positivity is by soft clipping. */
  clipped: usize;
  bound: f32;
  /** 2 bound and its inverse. */
  length: f32;
  inverseLength: f32;
  /** The least share of a bin, and the inverse of what is left of the interval after all have theirs. */
  leastShare: f32;
  inverseFree: f32;
  logitScale: f32;
  /** `logitScale` / ln 2. */
  exponentScale: f32;
  /** The raw number that makes slope 1. */
  outerSlope: f32;
}

/** Rows of parameters of one dimension. */
// @ts-ignore: decorator
@inline
export function splineRows(spline: Spline): usize {
  return 3 * spline.bins - 1;
}

// @ts-ignore: decorator
@inline
export function boundOf(spline: Spline): v128 {
  return splat(changetype<usize>(spline) + offsetof<Spline>("bound"));
}

// @ts-ignore: decorator
@inline
export function lengthOf(spline: Spline): v128 {
  return splat(changetype<usize>(spline) + offsetof<Spline>("length"));
}

// @ts-ignore: decorator
@inline
export function inverseLengthOf(spline: Spline): v128 {
  return splat(changetype<usize>(spline) + offsetof<Spline>("inverseLength"));
}

// @ts-ignore: decorator
@inline
export function leastShareOf(spline: Spline): v128 {
  return splat(changetype<usize>(spline) + offsetof<Spline>("leastShare"));
}

// @ts-ignore: decorator
@inline
export function inverseFreeOf(spline: Spline): v128 {
  return splat(changetype<usize>(spline) + offsetof<Spline>("inverseFree"));
}

// @ts-ignore: decorator
@inline
export function logitScaleOf(spline: Spline): v128 {
  return splat(changetype<usize>(spline) + offsetof<Spline>("logitScale"));
}

// @ts-ignore: decorator
@inline
function exponentScaleOf(spline: Spline): v128 {
  return splat(changetype<usize>(spline) + offsetof<Spline>("exponentScale"));
}

// @ts-ignore: decorator
@inline
function outerSlopeOf(spline: Spline): v128 {
  return splat(changetype<usize>(spline) + offsetof<Spline>("outerSlope"));
}

/** All ones where a value is strictly within the bounds; NaN is not. */
// @ts-ignore: decorator
@inline
export function isInside(spline: Spline, value: v128): v128 {
  return f32x4.lt(f32x4.abs(value), boundOf(spline));
}

/** Where between 0 and 1 a value stands along the interval. */
// @ts-ignore: decorator
@inline
export function positionOf(spline: Spline, value: v128): v128 {
  return f32x4.mul(f32x4.add(value, boundOf(spline)), inverseLengthOf(spline));
}

/** 2 / ln 1000: the logits of widths and heights are clipped twice as early as slopes. */
const INVERSE_LOGIT_CLIP = memory.data<f32>([0.2895296546021679]);

/** By what soft clipping shrinks a logit; its square is the derivative. */
// @ts-ignore: decorator
@inline
export function logitShrinkage(v: v128): v128 {
  return f32x4.div(one(), multiplyAdd(f32x4.abs(v), splat(INVERSE_LOGIT_CLIP), one()));
}

/**
 * Numerators of the softmax of as many logits as bins, of four columns: `stride` bytes apart, `step` where
 * they go. Returns how long the interval is when each bin is as long as its numerator and what it lacks to
 * have its least share.
 */
// @ts-ignore: decorator
@inline
function numerators(spline: Spline, logits: usize, stride: usize, to: usize, step: usize): v128 {
  const smallest = splat(SMALLEST_EXPONENT), magic = splat(ROUNDING_MAGIC), scale = exponentScaleOf(spline);
  const p5 = splat(EXP2_POLYNOMIAL), p4 = splat(EXP2_POLYNOMIAL + 4), p3 = splat(EXP2_POLYNOMIAL + 8);
  const p2 = splat(EXP2_POLYNOMIAL + 12), p1 = splat(EXP2_POLYNOMIAL + 16), p0 = splat(EXP2_POLYNOMIAL + 20);
  const end = logits + spline.bins * stride;
  let largest = v128.load(logits), sum = zero();
  for (let at = logits + stride; at < end; at += stride) largest = f32x4.pmax(largest, v128.load(at));
  if (spline.clipped) {
    largest = f32x4.mul(largest, logitShrinkage(largest));
    for (; logits < end; logits += stride, to += step) {
      const v = v128.load(logits), power = f32x4.mul(f32x4.sub(f32x4.mul(v, logitShrinkage(v)), largest), scale);
      const e = exp2OfNegative(power, smallest, magic, p5, p4, p3, p2, p1, p0);
      v128.store(to, e);
      sum = f32x4.add(sum, e);
    }
  } else {
    for (; logits < end; logits += stride, to += step) {
      const power = f32x4.mul(f32x4.sub(v128.load(logits), largest), scale);
      const e = exp2OfNegative(power, smallest, magic, p5, p4, p3, p2, p1, p0);
      v128.store(to, e);
      sum = f32x4.add(sum, e);
    }
  }
  return f32x4.mul(sum, inverseFreeOf(spline));
}

/**
 * The bin of four columns, as `findBins` leaves it: its number, where it starts and how long it is along
 * and across, the slopes at its ends and their derivatives by the raw numbers. Lengths are in the unit of
 * `numerators`, where the interval is `total` long.
 */
@unmanaged
export class Found {
  total: v128;
  totalAcross: v128;
  target: v128;
  index: v128;
  start: v128;
  length: v128;
  startAcross: v128;
  lengthAcross: v128;
  left: v128;
  right: v128;
  byRawLeft: v128;
  byRawRight: v128;
}

/** Bytes of a row of the strips of columns that the steps of a spline are taken on one after the other. */
export const STRIP: usize = 128;

/** Bytes of what `findBins` works in before the numerators, of which there is a row for each width and height. */
// @ts-ignore: decorator
@inline
export function foundBytes(): usize {
  return (STRIP / 16) * offsetof<Found>();
}

/**
 * Finds the bins that the `values` of a strip of columns are in, along the widths (`along` 0 rows after the
 * conditioner's first, `across` bins after) or the heights. Numerators go to `kept`, every `step` bytes.
 * In steps on all columns, each short enough for the processor to work on several columns at a time.
 */
export function findBins(
  columns: usize, spline: Spline, values: usize, inverse: bool, conditioner: usize, stride: usize,
  kept: usize, step: usize, work: usize, gradients: bool,
): void {
  const half = spline.bins * stride, keptHalf = spline.bins * step;
  const along = inverse ? half : 0, across = half - along;
  const keptAlong = kept + (inverse ? keptHalf : 0), keptAcross = kept + (inverse ? 0 : keptHalf);
  let at = work;
  for (let column: usize = 0; column < columns; column += 16, at += offsetof<Found>()) {
    const found = changetype<Found>(at), from = conditioner + column;
    found.total = numerators(spline, from + along, stride, keptAlong + column, step);
    found.totalAcross = numerators(spline, from + across, stride, keptAcross + column, step);
  }
  at = work;
  for (let column: usize = 0; column < columns; column += 16, at += offsetof<Found>()) {
    const slopes = conditioner + 2 * half + column, value = v128.load(values + column);
    findBin(spline, value, keptAlong + column, keptAcross + column, step, slopes, stride, changetype<Found>(at));
  }
  const clipped = spline.clipped != 0, end = at;
  for (at = work; at < end; at += offsetof<Found>()) {
    finishSlope(clipped, at + offsetof<Found>("left"), gradients);
    finishSlope(clipped, at + offsetof<Found>("right"), gradients);
  }
}

/** Bytes from a slope to its derivative. */
const TO_DERIVATIVE: usize = offsetof<Found>("byRawLeft") - offsetof<Found>("left");

// @ts-ignore: decorator
@inline
function finishSlope(clipped: bool, at: usize, gradients: bool): void {
  const raw = v128.load(at), term = positiveTerm(clipped, raw), slope = positiveFrom(clipped, raw, term);
  v128.store(at, slope);
  if (gradients) v128.store(at + TO_DERIVATIVE, positiveSlopeFrom(clipped, raw, term, slope));
}

/**
 * Finds the bin of four columns. Masks take the place of branches: bits of the bin are ORed in where the
 * mask is set.
 */
// @ts-ignore: decorator
@inline
function findBin(
  spline: Spline, value: v128, along: usize, across: usize, step: usize, slopes: usize, stride: usize, found: Found,
): void {
  const target = f32x4.mul(positionOf(spline, value), found.total);
  const excess = f32x4.mul(leastShareOf(spline), found.total);
  const excessAcross = f32x4.mul(leastShareOf(spline), found.totalAcross);
  let reached = i32x4.splat(-1), index = zero(), edge = zero(), start = zero(), startAcross = zero();
  let length = zero(), lengthAcross = zero(), left = zero(), right = zero(), before = outerSlopeOf(spline);
  const last = along + (spline.bins - 1) * step;
  for (; along < last; along += step, across += step, slopes += stride) {
    const a = f32x4.add(v128.load(along), excess);
    edge = f32x4.add(edge, a);
    const beyond = f32x4.ge(target, edge), here = v128.andnot(reached, beyond);
    reached = beyond;
    index = i32x4.sub(index, beyond);
    start = f32x4.add(start, v128.and(a, beyond));
    length = v128.or(length, v128.and(a, here));
    const b = f32x4.add(v128.load(across), excessAcross);
    startAcross = f32x4.add(startAcross, v128.and(b, beyond));
    lengthAcross = v128.or(lengthAcross, v128.and(b, here));
    left = v128.or(left, v128.and(before, here));
    before = v128.load(slopes);
    right = v128.or(right, v128.and(before, here));
  }
  const a = f32x4.add(v128.load(along), excess), b = f32x4.add(v128.load(across), excessAcross);
  found.target = target;
  found.index = f32x4.convert_i32x4_s(index);
  found.start = start;
  found.length = v128.or(length, v128.and(a, reached));
  found.startAcross = startAcross;
  found.lengthAcross = v128.or(lengthAcross, v128.and(b, reached));
  found.left = v128.or(left, v128.and(before, reached));
  found.right = v128.or(right, v128.and(outerSlopeOf(spline), reached));
}

/** What backward needs of four columns of one dimension. */
@unmanaged
export class Bin {
  /** Number of the bin, as a float, and the position in it, from 0 to 1. */
  index: v128;
  t: v128;
  /** As shares of the interval. */
  inverseWidth: v128;
  height: v128;
  /** What the bins before take of the interval beyond their least shares. */
  freeBefore: v128;
  freeBeforeAcross: v128;
  /** Slopes at its ends, and their derivatives by the raw numbers. */
  d0: v128;
  d1: v128;
  byRaw0: v128;
  byRaw1: v128;
  /** Derivatives of the logits are the numerators times these. */
  widthScale: v128;
  heightScale: v128;
}
