import { gatherRows, stackRows } from "@retrodict/matrix";
import { logMixture } from "@retrodict/nn";
import { permutation } from "@retrodict/random";
import type { Distribution, Matrix, Rng } from "@retrodict/spec";

/** The mixture of distributions over the same space, each with its share. */
export function mixtureOf(members: readonly Distribution[], shares: Float64Array): Distribution {
  const { dim, support } = members[0];
  return Object.freeze<Distribution>({
    dim,
    support,
    sample(rng: Rng, n: number): Matrix {
      if (n === 0) return members[0].sample(rng, 0);
      const counts = countsPerMember(rng, n, shares);
      const draws = members.map((member, m) => member.sample(rng, counts[m]));
      // In a random order, so that any part of the draws is a sample of the mixture.
      return gatherRows(stackRows(...draws), permutation(rng, n));
    },
    logDensity: (x) =>
      logMixture(
        members.map((member) => member.logDensity(x)),
        shares,
      ),
  });
}

/** How many of `n` draws come from each member. */
function countsPerMember(rng: Rng, n: number, shares: Float64Array): Uint32Array {
  const counts = new Uint32Array(shares.length);
  const last = shares.length - 1;
  for (let i = 0; i < n; i++) {
    let m = 0;
    for (let u = rng.uniform() - shares[0]; u >= 0 && m < last; u -= shares[m]) m++;
    counts[m]++;
  }
  return counts;
}
