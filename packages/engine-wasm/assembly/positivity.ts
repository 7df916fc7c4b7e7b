/**
 * How an unbounded number r becomes a positive one: softplus(r) + 1e-3 (Durkan et al. 2019) or, `clipped`,
 * exp(r / (1 + |r| / ln 1000)). Value, logarithm and derivative are all made of one term.
 */
import { boundedExp, decay, one, positiveLog, sigmoidFrom, softplusFrom } from "./math";
import { multiplyAdd, splat } from "./simd";

const MIN_POSITIVE = memory.data<f32>([1e-3]);
/** 1 / ln 1000. */
const INVERSE_CLIP = memory.data<f32>([0.14476482730108395]);

/** 1 / (1 + |r| / ln 1000), by which soft clipping shrinks r. */
// @ts-ignore: decorator
@inline
export function shrinkage(r: v128): v128 {
  return f32x4.div(one(), multiplyAdd(f32x4.abs(r), splat(INVERSE_CLIP), one()));
}

// @ts-ignore: decorator
@inline
export function positiveTerm(clipped: bool, r: v128): v128 {
  return clipped ? shrinkage(r) : decay(r);
}

// @ts-ignore: decorator
@inline
export function positiveFrom(clipped: bool, r: v128, term: v128): v128 {
  if (clipped) return boundedExp(f32x4.mul(r, term));
  return f32x4.add(softplusFrom(r, term), splat(MIN_POSITIVE));
}

// @ts-ignore: decorator
@inline
export function logPositiveFrom(clipped: bool, r: v128, term: v128, value: v128): v128 {
  return clipped ? f32x4.mul(r, term) : positiveLog(value);
}

// @ts-ignore: decorator
@inline
export function positiveSlopeFrom(clipped: bool, r: v128, term: v128, value: v128): v128 {
  return clipped ? f32x4.mul(value, f32x4.mul(term, term)) : sigmoidFrom(r, term);
}
