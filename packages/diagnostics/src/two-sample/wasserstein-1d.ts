/**
 * ∫ |F⁻¹(u) − G⁻¹(u)|ᵖ du of two empirical laws on the line, whose quantile functions F⁻¹ and G⁻¹ are steps over the
 * sorted values: the Wasserstein distance of order p, to the p-th power. Sorts its arguments.
 */
export function wassersteinPower(x: Float64Array, y: Float64Array, order: 1 | 2): number {
  x.sort();
  y.sort();
  const [m, n] = [x.length, y.length];
  let sum = 0;
  // In units of 1 / mn both functions step at integers, so that ends compare exactly.
  for (let i = 0, j = 0, at = 0; i < m && j < n;) {
    const end = Math.min((i + 1) * n, (j + 1) * m);
    const difference = Math.abs(x[i] - y[j]);
    sum += (end - at) * (order === 1 ? difference : difference * difference);
    at = end;
    if (at === (i + 1) * n) i++;
    if (at === (j + 1) * m) j++;
  }
  return sum / (m * n);
}
