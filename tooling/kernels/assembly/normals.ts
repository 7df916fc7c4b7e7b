/**
 * Standard normals by the ziggurat of 256 layers (Marsaglia & Tsang, J. Stat. Softw. 5(8), 2000, in the
 * float form of Doornik 2005). Normal `k` of a key depends on the two alone: a draw that leaves its
 * layer's core continues on a stream keyed by the word it came from.
 */
import { mix, unit, word } from "./splitmix";

const LAYERS: i32 = 256;
/** Where the tail starts, and the area of each layer. */
const R: f64 = 3.6541528853610088;
const AREA: f64 = 0.00492867323399;

/** Layer edges, `LAYERS + 1` of them from the base outwards in, and the density at each. */
const edges: usize = memory.data((256 + 1) * 8, 16);
const heights: usize = memory.data((256 + 1) * 8, 16);

// @ts-ignore: decorator
@inline
function at(table: usize, i: i32): f64 {
  return load<f64>(table + ((<usize>i) << 3));
}

// @ts-ignore: decorator
@inline
function density(x: f64): f64 {
  return Math.exp(-0.5 * x * x);
}

/** Fills the tables; must run once before `normals`. */
export function prepareNormals(): void {
  store<f64>(edges, AREA / density(R));
  store<f64>(edges + 8, R);
  for (let i = 2; i < LAYERS; i++) {
    const previous = at(edges, i - 1);
    const x = Math.sqrt(-2.0 * Math.log(AREA / previous + density(previous)));
    store<f64>(edges + ((<usize>i) << 3), x);
  }
  store<f64>(edges + ((<usize>LAYERS) << 3), 0.0);
  for (let i = 0; i <= LAYERS; i++) {
    store<f64>(heights + ((<usize>i) << 3), density(at(edges, i)));
  }
}

/** Writes normals `0 … n - 1` of `key` as float64 to `out`. */
export function normals(key: u64, n: i32, out: usize): void {
  normalsFrom(key, 0, n, out);
}

/** Writes normals `start … start + n - 1` of `key` as float64 to `out`. */
export function normalsFrom(key: u64, start: u64, n: i32, out: usize): void {
  for (let k = 0; k < n; k++) {
    const bits = word(key, start + k);
    const layer = i32(bits & 255);
    let x = signed(bits) * at(edges, layer);
    if (Math.abs(x) >= at(edges, layer + 1)) x = outsideCore(layer, x, mix(bits ^ key));
    store<f64>(out + ((<usize>k) << 3), x);
  }
}

/** The top 53 bits, none of which choose the layer, as a float in `[-1, 1)`. */
// @ts-ignore: decorator
@inline
function signed(bits: u64): f64 {
  return f64(<i64>bits >> 11) * (1.0 / 4503599627370496.0);
}

function outsideCore(first: i32, start: f64, key: u64): f64 {
  let layer = first;
  let x = start;
  let k: u64 = 0;
  while (true) {
    if (layer == 0) return tail(x < 0.0, key, k);
    const low = at(heights, layer);
    if (low + unit(word(key, k)) * (at(heights, layer + 1) - low) < density(x)) return x;
    const bits = word(key, k + 1);
    layer = i32(bits & 255);
    x = signed(bits) * at(edges, layer);
    if (Math.abs(x) < at(edges, layer + 1)) return x;
    k += 2;
  }
}

/** Beyond `R`, by Marsaglia (1964). */
function tail(negative: bool, key: u64, start: u64): f64 {
  let k = start;
  while (true) {
    const x = -Math.log(unit(word(key, k))) / R;
    const y = -Math.log(unit(word(key, k + 1)));
    if (y + y >= x * x) return negative ? -(R + x) : R + x;
    k += 2;
  }
}
