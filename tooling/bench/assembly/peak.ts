/** What a core can do at most, to compare kernels with: multiply-adds from registers, and nothing else. */

// @ts-ignore: decorator
@inline
function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<f32>(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/**
 * `rounds` times ten independent multiply-adds of four float32: enough in flight to hide their latency,
 * few enough for the registers. 80 operations a round; returns a sum so that none is optimised away.
 * The factor and the term come from the caller: literals would be rebuilt at every use.
 */
export function peak(rounds: i32, factor: f32, term: f32): f32 {
  const a = f32x4.splat(factor);
  const b = f32x4.splat(term);
  let x0 = b;
  let x1 = f32x4.splat(<f32>0.1);
  let x2 = f32x4.splat(<f32>0.2);
  let x3 = f32x4.splat(<f32>0.3);
  let x4 = f32x4.splat(<f32>0.4);
  let x5 = f32x4.splat(<f32>0.5);
  let x6 = f32x4.splat(<f32>0.6);
  let x7 = f32x4.splat(<f32>0.7);
  let x8 = f32x4.splat(<f32>0.8);
  let x9 = f32x4.splat(<f32>0.9);
  for (let i = 0; i < rounds; i++) {
    x0 = multiplyAdd(x0, a, b);
    x1 = multiplyAdd(x1, a, b);
    x2 = multiplyAdd(x2, a, b);
    x3 = multiplyAdd(x3, a, b);
    x4 = multiplyAdd(x4, a, b);
    x5 = multiplyAdd(x5, a, b);
    x6 = multiplyAdd(x6, a, b);
    x7 = multiplyAdd(x7, a, b);
    x8 = multiplyAdd(x8, a, b);
    x9 = multiplyAdd(x9, a, b);
  }
  x0 = f32x4.add(f32x4.add(f32x4.add(x0, x1), f32x4.add(x2, x3)), f32x4.add(x4, x5));
  x0 = f32x4.add(x0, f32x4.add(f32x4.add(x6, x7), f32x4.add(x8, x9)));
  return f32x4.extract_lane(x0, 0) + f32x4.extract_lane(x0, 1) + f32x4.extract_lane(x0, 2) + f32x4.extract_lane(x0, 3);
}
