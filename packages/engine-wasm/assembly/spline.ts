/**
 * What the rational-quadratic spline's kernels share (Gregory & Delbourgo 1982; Durkan et al. 2019): its
 * constants, softmax numerators, the search for a bin and the bin itself. Inside, x and z are positions
 * between 0 and 1 along the interval, and a softmax is left unnormalised as long as that saves work.
 */
import { exp2OfNegative, one } from "./math";
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
  /** The least share of a bin, and what is left of the interval after all have theirs. */
  leastShare: f32;
  free: f32;
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
export function freeOf(spline: Spline): v128 {
  return splat(changetype<usize>(spline) + offsetof<Spline>("free"));
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

/** Numerators of the softmax of as many logits as bins, one every `stride` bytes, to `to`; returns their sum. */
export function exponentials(spline: Spline, logits: usize, stride: usize, to: usize, toStride: usize): v128 {
  const end = logits + spline.bins * stride, scale = exponentScaleOf(spline);
  let largest = v128.load(logits), total = zero();
  for (let at = logits + stride; at < end; at += stride) largest = f32x4.pmax(largest, v128.load(at));
  if (spline.clipped) {
    largest = f32x4.mul(largest, logitShrinkage(largest));
    for (; logits < end; logits += stride, to += toStride) {
      const v = v128.load(logits), clipped = f32x4.mul(v, logitShrinkage(v));
      const e = exp2OfNegative(f32x4.mul(f32x4.sub(clipped, largest), scale));
      v128.store(to, e);
      total = f32x4.add(total, e);
    }
    return total;
  }
  for (; logits < end; logits += stride, to += toStride) {
    const e = exp2OfNegative(f32x4.mul(f32x4.sub(v128.load(logits), largest), scale));
    v128.store(to, e);
    total = f32x4.add(total, e);
  }
  return total;
}

/**
 * The bin of four columns, as the search leaves it: its number, where it starts and how long it is along
 * and across, unnormalised, and the raw slopes at its ends.
 */
@unmanaged
export class Found {
  index: v128;
  start: v128;
  length: v128;
  startAcross: v128;
  lengthAcross: v128;
  left: v128;
  right: v128;
}

/**
 * Finds the bin that `target` is in. `along` and `across` are softmax numerators, every `step` bytes;
 * `target`, `least` and `leastAcross` (the least lengths) are in their units. `slopes` are raw, every
 * `stride` bytes. Masks take the place of branches: bits of the bin are ORed in where the mask is set.
 */
// @ts-ignore: decorator
@inline
export function findBin(
  spline: Spline, target: v128, least: v128, leastAcross: v128,
  along: usize, across: usize, step: usize, slopes: usize, stride: usize, found: Found,
): void {
  const free = freeOf(spline);
  let reached = i32x4.splat(-1), edge = zero(), index = zero(), start = zero(), startAcross = zero();
  let length = zero(), lengthAcross = zero(), left = zero(), right = zero(), before = outerSlopeOf(spline);
  const last = along + (spline.bins - 1) * step;
  for (; along < last; along += step, across += step, slopes += stride) {
    const a = multiplyAdd(v128.load(along), free, least);
    const b = multiplyAdd(v128.load(across), free, leastAcross);
    const slope = v128.load(slopes);
    edge = f32x4.add(edge, a);
    const beyond = f32x4.ge(target, edge), here = v128.andnot(reached, beyond);
    start = f32x4.add(start, v128.and(a, beyond));
    startAcross = f32x4.add(startAcross, v128.and(b, beyond));
    index = f32x4.add(index, v128.and(one(), beyond));
    length = v128.or(length, v128.and(a, here));
    lengthAcross = v128.or(lengthAcross, v128.and(b, here));
    left = v128.or(left, v128.and(before, here));
    right = v128.or(right, v128.and(slope, here));
    before = slope;
    reached = beyond;
  }
  const a = multiplyAdd(v128.load(along), free, least);
  const b = multiplyAdd(v128.load(across), free, leastAcross);
  found.index = index;
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
