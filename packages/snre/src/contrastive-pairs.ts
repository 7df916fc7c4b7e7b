/*
 * What ratio estimators learn from: theta and x that belong together, and the same x with theta of other simulations.
 * Every x stands next to itself, so that an embedding network reads it once.
 */
import { gatherRows } from "@retrodict/matrix";
import { below } from "@retrodict/random";
import type { Matrix, Pairs, Rng } from "@retrodict/spec";

/** Theta and x as the estimator sees them, row by row. */
export interface Simulations {
  readonly theta: Matrix;
  readonly x: Matrix;
}

/**
 * For each of `rows` its own theta, then, draw by draw, that many others: within a draw no simulation comes twice, nor
 * does the own one. They come from the same rows, as a held-out x must not meet theta that were learned from; only
 * where these are too few, from all simulations, so that the loss of a small batch means the same.
 */
export function contrastivePairs(
  { theta, x }: Simulations,
  draws: readonly number[],
): (rng: Rng, rows: Uint32Array) => Pairs {
  const all = Uint32Array.from({ length: theta.rows }, (_, i) => i);
  return (rng, rows) => {
    const size = draws.reduce((sum, draw) => sum + draw, 1);
    const targets = new Uint32Array(rows.length * size);
    const contexts = new Uint32Array(rows.length * size);
    rows.forEach((own, i) => {
      let at = i * size;
      targets[at++] = own;
      contexts.fill(own, i * size, (i + 1) * size);
      for (const draw of draws) {
        const [pool, position] = rows.length > draw ? [rows, i] : [all, own];
        for (const k of differentBelow(rng, pool.length - 1, draw)) {
          targets[at++] = pool[k < position ? k : k + 1];
        }
      }
    });
    return { target: gatherRows(theta, targets), context: gatherRows(x, contexts) };
  };
}

/** `k` different integers of `[0, n)`, every set of them as likely (R. Floyd, in Bentley 1987). */
function differentBelow(rng: Rng, n: number, k: number): number[] {
  const picked: number[] = [];
  for (let last = n - k; last < n; last++) {
    const candidate = below(rng, last + 1);
    picked.push(picked.includes(candidate) ? last : candidate);
  }
  return picked;
}
