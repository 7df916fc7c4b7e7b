/**
 * Standard normals by the ziggurat of 256 layers (Marsaglia & Tsang, J. Stat. Softw. 5(8), 2000), with
 * layer, sign and a 53-bit position taken from separate bits, as Doornik (2005) advises.
 */

const LAYERS = 256;
/** Where the tail begins, and the area of every layer; they solve the closing condition f(x[256]) = 1. */
const TAIL = 3.654152885361009;
const AREA = 0.004928673233974655;

const density = (x: number): number => Math.exp(-0.5 * x * x);

/** Right edge of every layer from the base (which includes the tail) up, and the density there. */
const edges = new Float64Array(LAYERS + 1);
const heights = new Float64Array(LAYERS + 1);
edges[0] = AREA / density(TAIL);
edges[1] = TAIL;
for (let i = 2; i < LAYERS; i++) {
  edges[i] = Math.sqrt(-2 * Math.log(AREA / edges[i - 1] + density(edges[i - 1])));
}
for (let i = 0; i <= LAYERS; i++) heights[i] = density(edges[i]);

/** Next standard normal, from a source of uniform 32-bit integers (signed) and one of uniforms. */
export function zigguratNormal(next: () => number, uniform: () => number): number {
  for (;;) {
    const word = next();
    const layer = word & 255;
    const position = ((word >>> 11) * 4294967296 + (next() >>> 0)) * 2 ** -53;
    const x = position * edges[layer];
    const signed = (word & 256) === 0 ? x : -x;
    if (x < edges[layer + 1]) return signed;
    if (layer === 0) return (word & 256) === 0 ? tail(uniform) : -tail(uniform);
    const low = heights[layer];
    if (low + uniform() * (heights[layer + 1] - low) < density(x)) return signed;
  }
}

/** A normal beyond `TAIL` (Marsaglia 1964). */
function tail(uniform: () => number): number {
  for (;;) {
    const excess = -Math.log(1 - uniform()) / TAIL;
    if (-2 * Math.log(1 - uniform()) > excess * excess) return TAIL + excess;
  }
}
