/** Small vocabulary on vectors of four float32. */

/** `a b + c`, fused to one rounding in the relaxed build. */
// @ts-ignore: decorator
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<f32>(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** All four lanes from one float in memory. Inside a loop this is cheaper than a literal. */
// @ts-ignore: decorator
@inline
export function splat(at: usize): v128 {
  return v128.load_splat<f32>(at);
}

// @ts-ignore: decorator
@inline
export function zero(): v128 {
  return f32x4.splat(0);
}

// @ts-ignore: decorator
@inline
export function storePair(at: usize, a: v128, b: v128): void {
  v128.store(at, a);
  v128.store(at, b, 16);
}

/** Writes a contribution to a gradient: the first replaces what was there, later ones are added. */
// @ts-ignore: decorator
@inline
export function contribute(at: usize, value: v128, add: bool): void {
  v128.store(at, add ? f32x4.add(v128.load(at), value) : value);
}

/** The sums over the lanes of four vectors, as the lanes of one. */
// @ts-ignore: decorator
@inline
export function laneSums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}
