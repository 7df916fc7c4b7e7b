/** Gradients of dense layers. */
import { throughActivation } from "./activation";
import { PANEL_ENTRY, panelInputs, panelOffset, PANEL_WIDTH } from "./panels";
import { laneSums, multiplyAdd, storePair, zero } from "./simd";

/** `dz = dy · activation′`, from the activations themselves; tanh or relu. */
export function activationGradient(
  batch: usize, stride: usize, rows: usize, activation: i32, activated: usize, dy: usize, dz: usize,
): void {
  for (let row: usize = 0; row < rows; row++) {
    for (let column: usize = 0; column < batch; column += 16) {
      const at = row * stride + column;
      v128.store(dz + at, throughActivation(activation, v128.load(activated + at), v128.load(dy + at)));
    }
  }
}

/**
 * Stores eight columns of `dx` and, where there is an activation below, of the gradient before it, which may take the
 * place of `dx`.
 */
// @ts-ignore: decorator
@inline
function finish(
  left: v128, right: v128, dx: usize, activation: i32, activated: usize, dzBelow: usize, at: usize,
): void {
  if (dzBelow != dx) storePair(dx + at, left, right);
  if (!activation) return;
  const a = throughActivation(activation, v128.load(activated + at), left);
  const b = throughActivation(activation, v128.load(activated + at, 16), right);
  storePair(dzBelow + at, a, b);
}

/**
 * `dx = Wᵀ dz + initial` for the input tiles from `firstTile` to before `lastTile`, four inputs each, and
 * the panels from `firstPanel` to before `lastPanel`; `initial` is 0 for none, `dx` to accumulate, `dy` for
 * a residual layer. `starts` holds for each input tile the first panel that sees it; all later panels see it
 * too. Where x is itself the output of an activated layer and `dx` is complete, `activation` is not 0 and
 * `dzBelow` takes its gradient before that activation, from the `activated` values.
 */
export function denseInputGradient(
  batch: usize, stride: usize, firstTile: usize, lastTile: usize, firstPanel: usize, lastPanel: usize,
  table: usize, starts: usize, weights: usize, dz: usize, dx: usize, initial: usize,
  activation: i32, activated: usize, dzBelow: usize,
): void {
  const lastEntry = table + lastPanel * PANEL_ENTRY;
  for (let column: usize = 0; column < batch; column += 32) {
    for (let tile = firstTile; tile < lastTile; tile++) {
      let at = column + 4 * tile * stride;
      let a0 = zero(), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
      if (initial) {
        let from = initial + at;
        a0 = v128.load(from); a1 = v128.load(from, 16); from += stride;
        b0 = v128.load(from); b1 = v128.load(from, 16); from += stride;
        c0 = v128.load(from); c1 = v128.load(from, 16); from += stride;
        d0 = v128.load(from); d1 = v128.load(from, 16);
      }
      const start = max<usize>(load<u32>(starts + 4 * tile), firstPanel);
      const first = weights + PANEL_WIDTH + 4 * tile * PANEL_WIDTH;
      let output = dz + column + 4 * start * stride;
      for (let entry = table + start * PANEL_ENTRY; entry < lastEntry; entry += PANEL_ENTRY) {
        let w = first + panelOffset(entry);
        for (const end = w + 16; w < end; w += 4, output += stride) {
          const z0 = v128.load(output), z1 = v128.load(output, 16);
          let weight = v128.load_splat<f32>(w);
          a0 = multiplyAdd(weight, z0, a0); a1 = multiplyAdd(weight, z1, a1);
          weight = v128.load_splat<f32>(w, 16);
          b0 = multiplyAdd(weight, z0, b0); b1 = multiplyAdd(weight, z1, b1);
          weight = v128.load_splat<f32>(w, 32);
          c0 = multiplyAdd(weight, z0, c0); c1 = multiplyAdd(weight, z1, c1);
          weight = v128.load_splat<f32>(w, 48);
          d0 = multiplyAdd(weight, z0, d0); d1 = multiplyAdd(weight, z1, d1);
        }
      }
      finish(a0, a1, dx, activation, activated, dzBelow, at); at += stride;
      finish(b0, b1, dx, activation, activated, dzBelow, at); at += stride;
      finish(c0, c1, dx, activation, activated, dzBelow, at); at += stride;
      finish(d0, d1, dx, activation, activated, dzBelow, at);
    }
  }
}

/** Writes four sums over the batch, or adds them, where the mask's bits are set. */
// @ts-ignore: decorator
@inline
function contributeMasked(at: usize, mask: usize, sums: v128, add: bool): void {
  const masked = v128.and(sums, v128.load(mask));
  v128.store(at, add ? f32x4.add(masked, v128.load(at)) : masked);
}

function biasGradient(batch: usize, stride: usize, dz: usize, gradient: usize, mask: usize, add: bool): void {
  const za = dz, zb = za + stride, zc = zb + stride, zd = zc + stride;
  let a = zero(), b = a, c = a, d = a;
  for (let column: usize = 0; column < batch; column += 16) {
    a = f32x4.add(a, v128.load(za + column));
    b = f32x4.add(b, v128.load(zb + column));
    c = f32x4.add(c, v128.load(zc + column));
    d = f32x4.add(d, v128.load(zd + column));
  }
  contributeMasked(gradient, mask, laneSums(a, b, c, d), add);
}

/**
 * `dW = dz xᵀ` and `db = Σ dz` over the batch, in the panels' layout; `mask` holds in that layout all
 * ones where a weight exists, so that padding and masked weights have gradient 0.
 * Tiles of two inputs by four outputs, of the panels from `firstPanel` to before `lastPanel`.
 */
export function denseWeightGradient(
  batch: usize, stride: usize, firstPanel: usize, lastPanel: usize, table: usize,
  x: usize, dz: usize, gradient: usize, mask: usize, add: bool,
): void {
  for (let panel = firstPanel; panel < lastPanel; panel++) {
    const entry = table + panel * PANEL_ENTRY;
    const za = dz + 4 * panel * stride, zb = za + stride, zc = zb + stride, zd = zc + stride;
    let offset: usize = panelOffset(entry);
    biasGradient(batch, stride, za, gradient + offset, mask + offset, add);
    offset += PANEL_WIDTH;
    let even = x;
    for (const end = offset + panelInputs(entry) * PANEL_WIDTH; offset < end; offset += 2 * PANEL_WIDTH) {
      const odd = even + stride;
      let a0 = zero(), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
      for (let column: usize = 0; column < batch; column += 16) {
        const x0 = v128.load(even + column), x1 = v128.load(odd + column);
        let z = v128.load(za + column);
        a0 = multiplyAdd(x0, z, a0); a1 = multiplyAdd(x1, z, a1);
        z = v128.load(zb + column);
        b0 = multiplyAdd(x0, z, b0); b1 = multiplyAdd(x1, z, b1);
        z = v128.load(zc + column);
        c0 = multiplyAdd(x0, z, c0); c1 = multiplyAdd(x1, z, c1);
        z = v128.load(zd + column);
        d0 = multiplyAdd(x0, z, d0); d1 = multiplyAdd(x1, z, d1);
      }
      contributeMasked(gradient + offset, mask + offset, laneSums(a0, b0, c0, d0), add);
      contributeMasked(gradient + offset + PANEL_WIDTH, mask + offset + PANEL_WIDTH, laneSums(a1, b1, c1, d1), add);
      even = odd + stride;
    }
  }
}
