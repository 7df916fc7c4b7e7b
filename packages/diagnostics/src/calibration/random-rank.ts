import { below } from "@retrodict/random";
import type { Rng } from "@retrodict/spec";

/**
 * How many of `values` lie below `truth`. Equal ones are put on either side so that every order is as likely, which
 * keeps ranks uniform where values are discrete.
 */
export function randomRank(rng: Rng, values: ArrayLike<number>, truth: number): number {
  let rank = 0;
  let ties = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] < truth) rank += 1;
    else if (values[i] === truth) ties += 1;
  }
  return ties === 0 ? rank : rank + below(rng, ties + 1);
}
