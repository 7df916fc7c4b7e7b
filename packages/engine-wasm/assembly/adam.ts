/** Adam (Kingma & Ba 2015) over the packed weights; `end − from` is a multiple of 16 bytes. */
import { multiplyAdd } from "./simd";

/** Σ v² over the values where the mask's bits are set, added up in float64. */
export function sumOfSquares(bytes: usize, values: usize, mask: usize): f64 {
  let low = f64x2.splat(0), high = low;
  for (let at: usize = 0; at < bytes; at += 16) {
    const v = v128.and(v128.load(values + at), v128.load(mask + at));
    const a = f64x2.promote_low_f32x4(v);
    const b = f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const total = f64x2.add(low, high);
  return f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1);
}

/**
 * One step, of a gradient to which `penalty` times the weights is added where the bits of `penalised` are set. The
 * bias corrections and the clipping are folded into the factors: `firstFactor` = (1 − β₁) clip,
 * `secondFactor` = (1 − β₂) clip², `rate` = learning rate / (1 − β₁ᵗ), `secondScale` = 1 / (1 − β₂ᵗ).
 */
export function adamStep(
  bytes: usize, weights: usize, gradient: usize, first: usize, second: usize, penalised: usize,
  firstDecay: f32, firstFactor: f32, secondDecay: f32, secondFactor: f32,
  rate: f32, secondScale: f32, epsilon: f32, penalty: f32,
): void {
  const decay1 = f32x4.splat(firstDecay), factor1 = f32x4.splat(firstFactor);
  const decay2 = f32x4.splat(secondDecay), factor2 = f32x4.splat(secondFactor);
  const minusRate = f32x4.splat(-rate), scale = f32x4.splat(secondScale), smallest = f32x4.splat(epsilon);
  const strength = f32x4.splat(penalty);
  for (let at: usize = 0; at < bytes; at += 16) {
    const w = v128.load(weights + at);
    const g = multiplyAdd(strength, v128.and(w, v128.load(penalised + at)), v128.load(gradient + at));
    const m = multiplyAdd(v128.load(first + at), decay1, f32x4.mul(g, factor1));
    const v = multiplyAdd(v128.load(second + at), decay2, f32x4.mul(f32x4.mul(g, g), factor2));
    v128.store(first + at, m);
    v128.store(second + at, v);
    const step = f32x4.div(m, f32x4.add(f32x4.sqrt(f32x4.mul(v, scale)), smallest));
    v128.store(weights + at, multiplyAdd(minusRate, step, w));
  }
}
