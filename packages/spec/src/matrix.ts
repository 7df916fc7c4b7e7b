/** Row-major `rows × cols` block of float64. Row `i` is `data.subarray(i * cols, (i + 1) * cols)`. */
export interface Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float64Array;
}
