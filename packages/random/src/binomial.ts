import { assertCount, assertRange } from "@retrodict/check";
import type { Rng } from "@retrodict/spec";

/** Below so many expected successes, counting up from zero is quicker than rejection. */
const FEW = 10;
/** With fewer than ten expected, more than this many have a chance below 1e-70. */
const MOST = 110;

/**
 * How many of `n` trials succeed, each with probability `p`. Exact: by inversion where few are expected
 * (Kachitvichyanukul & Schmeiser, "Binomial random variate generation", *Commun. ACM* 31(2), 1988),
 * elsewhere by transformed rejection with squeeze (Hörmann, "The generation of binomial random variates",
 * *J. Stat. Comput. Simul.* 46, 1993).
 */
export function binomial(rng: Rng, n: number, p: number): number {
  assertCount(n, "n", "random", 0);
  assertRange(p, 0, 1, "p", "random");
  return p > 0.5 ? n - ofRare(rng, n, 1 - p) : ofRare(rng, n, p);
}

function ofRare(rng: Rng, n: number, p: number): number {
  if (n === 0 || p === 0) return 0;
  return n * p < FEW ? byInversion(rng, n, p) : byRejection(rng, n, p);
}

function byInversion(rng: Rng, n: number, p: number): number {
  const odds = p / (1 - p);
  const none = Math.exp(n * Math.log1p(-p));
  for (;;) {
    let u = rng.uniform();
    let chance = none;
    let k = 0;
    while (u >= chance && k < Math.min(n, MOST)) {
      u -= chance;
      k++;
      chance *= odds * ((n + 1) / k - 1);
    }
    if (u < chance) return k;
  }
}

function byRejection(rng: Rng, n: number, p: number): number {
  const odds = p / (1 - p);
  const std = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * std;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const center = n * p + 0.5;
  const inside = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * std;
  const mode = Math.floor((n + 1) * p);
  for (;;) {
    const u = rng.uniform() - 0.5;
    const v = 1 - rng.uniform();
    const distance = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / distance + b) * u + center);
    if (distance >= 0.07 && v <= inside) return k;
    if (!(k >= 0 && k <= n)) continue;
    const height = Math.log((v * alpha) / (a / (distance * distance) + b));
    if (height <= logRatio(n, odds, mode, k)) return k;
  }
}

/** Logarithm of the chance of `k` successes over that of `mode`. */
function logRatio(n: number, odds: number, mode: number, k: number): number {
  return (
    (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1))) +
    (n + 1) * Math.log((n - mode + 1) / (n - k + 1)) +
    (k + 0.5) * Math.log((odds * (n - k + 1)) / (k + 1)) +
    stirling(mode) +
    stirling(n - mode) -
    stirling(k) -
    stirling(n - k)
  );
}

const SERIES_FROM = 10;

/** `log k! − (log √2π + (k + ½) log(k + 1) − (k + 1))`, to 1e-12. */
function stirling(k: number): number {
  if (k < SERIES_FROM) return firstOfStirling[k];
  const x = 1 / (k + 1);
  const square = x * x;
  return x * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)));
}

const firstOfStirling = Float64Array.from({ length: SERIES_FROM }, (_, k) => {
  let factorial = 1;
  for (let i = 2; i <= k; i++) factorial *= i;
  const leading = 0.5 * Math.log(2 * Math.PI) + (k + 0.5) * Math.log(k + 1) - (k + 1);
  return Math.log(factorial) - leading;
});
