/** Dense layers forward. */
import { activate } from "./activation";
import { PANEL_ENTRY, panelInputs, panelOffset, PANEL_WIDTH } from "./panels";
import { multiplyAdd, splat, storePair } from "./simd";

/** Activates eight columns of one output, adds the residual, and keeps the activation where asked to. */
// @ts-ignore: decorator
@inline
function finish(activation: i32, left: v128, right: v128, y: usize, residual: usize, kept: usize, at: usize): void {
  let a = activate(activation, left);
  let b = activate(activation, right);
  if (kept) storePair(kept + at, a, b);
  if (residual) {
    a = f32x4.add(a, v128.load(residual + at));
    b = f32x4.add(b, v128.load(residual + at, 16));
  }
  storePair(y + at, a, b);
}

/**
 * `y = activation(W x + b)`, plus `residual` where that pointer is not 0; the activation alone goes to
 * `kept` where that pointer is not 0. Tiles of four outputs by eight columns.
 */
export function denseForward(
  batch: usize, stride: usize, panels: usize, table: usize, weights: usize,
  x: usize, y: usize, activation: i32, residual: usize, kept: usize,
): void {
  const lastEntry = table + panels * PANEL_ENTRY;
  for (let column: usize = 0; column < batch; column += 32) {
    let at = column;
    for (let entry = table; entry < lastEntry; entry += PANEL_ENTRY) {
      let w = weights + panelOffset(entry);
      let a0 = splat(w), b0 = splat(w + 4), c0 = splat(w + 8), d0 = splat(w + 12);
      let a1 = a0, b1 = b0, c1 = c0, d1 = d0;
      w += PANEL_WIDTH;
      const end = w + panelInputs(entry) * PANEL_WIDTH;
      for (let input = x + column; w < end; w += PANEL_WIDTH, input += stride) {
        const x0 = v128.load(input), x1 = v128.load(input, 16);
        let weight = v128.load_splat<f32>(w);
        a0 = multiplyAdd(weight, x0, a0); a1 = multiplyAdd(weight, x1, a1);
        weight = v128.load_splat<f32>(w, 4);
        b0 = multiplyAdd(weight, x0, b0); b1 = multiplyAdd(weight, x1, b1);
        weight = v128.load_splat<f32>(w, 8);
        c0 = multiplyAdd(weight, x0, c0); c1 = multiplyAdd(weight, x1, c1);
        weight = v128.load_splat<f32>(w, 12);
        d0 = multiplyAdd(weight, x0, d0); d1 = multiplyAdd(weight, x1, d1);
      }
      finish(activation, a0, a1, y, residual, kept, at); at += stride;
      finish(activation, b0, b1, y, residual, kept, at); at += stride;
      finish(activation, c0, c1, y, residual, kept, at); at += stride;
      finish(activation, d0, d1, y, residual, kept, at); at += stride;
    }
  }
}
