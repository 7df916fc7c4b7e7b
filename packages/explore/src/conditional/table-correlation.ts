import type { ConditionalDensity } from "./conditional-density.ts";

/** The correlation of two parameters whose density is a table, by sums over its cells; NaN where there is no mass. */
export function tableCorrelation({ axes: [xs, ys], logDensity }: ConditionalDensity): number {
  const highest = logDensity.data.reduce((most, value) => Math.max(most, value), -Infinity);
  const weights = logDensity.data.map((value) => Math.exp(value - highest));
  const x = (at: number): number => xs[Math.floor(at / ys.length)];
  const y = (at: number): number => ys[at % ys.length];
  const mean = (f: (at: number) => number): number =>
    weights.reduce((sum, weight, at) => sum + weight * f(at), 0) / total;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const [meanX, meanY] = [mean(x), mean(y)];
  const covariance = mean((at) => (x(at) - meanX) * (y(at) - meanY));
  const variance = mean((at) => (x(at) - meanX) ** 2) * mean((at) => (y(at) - meanY) ** 2);
  return covariance / Math.sqrt(variance);
}
