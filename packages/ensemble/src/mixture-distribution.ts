import { gatherRows, stackRows } from "@retrodict/matrix";
import { below, permutation } from "@retrodict/random";
import type { Distribution, Matrix, Rng } from "@retrodict/spec";
import { logMeanExp } from "./log-mean-exp.ts";

/** The even mixture of distributions over the same space. */
export function mixtureOf(members: readonly Distribution[]): Distribution {
  const { dim, support } = members[0];
  return Object.freeze<Distribution>({
    dim,
    support,
    sample(rng: Rng, n: number): Matrix {
      if (n === 0) return members[0].sample(rng, 0);
      const counts = countsPerMember(rng, n, members.length);
      const draws = members.map((member, m) => member.sample(rng, counts[m]));
      // In a random order, so that any part of the draws is a sample of the mixture.
      return gatherRows(stackRows(...draws), permutation(rng, n));
    },
    logDensity: (x) => logMeanExp(members.map((member) => member.logDensity(x))),
  });
}

/** How many of `n` draws come from each member. */
function countsPerMember(rng: Rng, n: number, members: number): Uint32Array {
  const counts = new Uint32Array(members);
  for (let i = 0; i < n; i++) counts[below(rng, members)]++;
  return counts;
}
