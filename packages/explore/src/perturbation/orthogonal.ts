import { dot } from "../dot.ts";

/** The unit vector along `v`; undefined where there is hardly any. */
export function unitVector(v: Float64Array): Float64Array | undefined {
  const norm = Math.hypot(...v);
  return norm > 1e-9 ? v.map((value) => value / norm) : undefined;
}

/** What of `v` is orthogonal to the unit vector `n`. */
export function orthogonalTo(v: Float64Array, n: Float64Array | undefined): Float64Array {
  if (n === undefined) return v;
  const along = dot(v, n);
  return v.map((value, j) => value - along * n[j]);
}
