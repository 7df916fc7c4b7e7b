/**
 * Solves an autoregressive flow for its input, one dimension after the other. A hidden unit is
 * computed once, as soon as the last input it depends on is known, so that all dimensions together cost
 * about one forward pass. Works on strips of 32 columns whose whole network fits the first-level cache.
 */
import { activate } from "./activation";
import { affineInverse } from "./affine-flow";
import { PANEL_WIDTH } from "./panels";
import { multiplyAdd } from "./simd";
import { Spline, splineRows, STRIP } from "./spline";
import { splineInverseStrip } from "./spline-inverse";

/** One unit of one layer: where its bias and weights are, what it reads and writes. */
@unmanaged
class Unit {
  /** Its bias; the weights follow, one every 16 bytes. */
  weights: usize;
  inputs: usize;
  /** Row offsets in the strip. */
  input: usize;
  output: usize;
  /** Row offset of the residual, or −1. */
  residual: i32;
  activation: i32;
}

// @ts-ignore: decorator
@inline
function finish(unit: Unit, value: v128, strip: usize, at: usize): void {
  let y = activate(unit.activation, value);
  if (unit.residual >= 0) y = f32x4.add(y, v128.load(strip + <usize>unit.residual + at));
  v128.store(strip + unit.output + at, y);
}

function computeUnit(unit: Unit, strip: usize): void {
  let w = unit.weights, x = strip + unit.input;
  let a = v128.load_splat<f32>(w), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
  w += PANEL_WIDTH;
  for (const end = w + unit.inputs * PANEL_WIDTH; w < end; w += PANEL_WIDTH, x += STRIP) {
    const weight = v128.load_splat<f32>(w);
    a = multiplyAdd(weight, v128.load(x), a);
    b = multiplyAdd(weight, v128.load(x, 16), b);
    c = multiplyAdd(weight, v128.load(x, 32), c);
    d = multiplyAdd(weight, v128.load(x, 48), d);
    e = multiplyAdd(weight, v128.load(x, 64), e);
    f = multiplyAdd(weight, v128.load(x, 80), f);
    g = multiplyAdd(weight, v128.load(x, 96), g);
    h = multiplyAdd(weight, v128.load(x, 112), h);
  }
  finish(unit, a, strip, 0);
  finish(unit, b, strip, 16);
  finish(unit, c, strip, 32);
  finish(unit, d, strip, 48);
  finish(unit, e, strip, 64);
  finish(unit, f, strip, 80);
  finish(unit, g, strip, 96);
  finish(unit, h, strip, 112);
}

/** Copies `columns` bytes of each row into the strip. */
function loadRows(columns: usize, stride: usize, rows: usize, from: usize, strip: usize): void {
  for (let row: usize = 0; row < rows; row++, from += stride, strip += STRIP) {
    for (let column: usize = 0; column < columns; column += 16) {
      v128.store(strip + column, v128.load(from + column));
    }
  }
}

/**
 * The strip's rows are (context, x, units of each layer); the last layer's parameters of the transform are
 * at row `parameters`, dimension by dimension. `counts[d]` units become computable, in the order of `units`,
 * once x[0…d−1] are known, dimension d's own parameters last. The transform is a spline, with `work` as
 * `findBins` needs it, or affine where `spline` is 0.
 */
export function autoregressiveInverse(
  batch: usize, stride: usize, dim: usize, contextRows: usize, latent: usize, context: usize, x: usize,
  strip: usize, stripRows: usize, parameters: usize, counts: usize, units: usize,
  spline: usize, clipped: bool, work: usize,
): void {
  const rows = STRIP * (spline ? splineRows(changetype<Spline>(spline)) : 2);
  for (let start: usize = 0; start < batch; start += STRIP) {
    const columns = min<usize>(STRIP, batch - start);
    memory.fill(strip, 0, stripRows * STRIP);
    loadRows(columns, stride, contextRows, context + start, strip);
    let unit = units;
    for (let d: usize = 0; d < dim; d++) {
      for (const end = unit + load<u32>(counts + 4 * d) * offsetof<Unit>(); unit < end; unit += offsetof<Unit>()) {
        computeUnit(changetype<Unit>(unit), strip);
      }
      const own = strip + parameters * STRIP + d * rows, solved = strip + (contextRows + d) * STRIP;
      const from = latent + d * stride + start;
      if (spline) {
        splineInverseStrip(columns, changetype<Spline>(spline), from, own, STRIP, solved, work);
      } else {
        for (let column: usize = 0; column < columns; column += 16) {
          v128.store(solved + column, affineInverse(clipped, v128.load(from + column), own + column, STRIP));
        }
      }
      for (let column: usize = 0; column < columns; column += 16) {
        v128.store(x + d * stride + start + column, v128.load(solved + column));
      }
    }
  }
}
