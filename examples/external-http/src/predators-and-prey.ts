import type { Rng } from "@retrodict/spec";

export interface Rates {
  readonly birth: number;
  readonly predation: number;
  readonly death: number;
}

const TIMES = 15;
const STEP = 2;
const MAX_EVENTS = 1_000_000;

/**
 * Prey, then predators, at times 2, 4, …, 30, event by event (Gillespie's direct method), from 71 prey and 79 predators, as in
 * D. J. Wilkinson, Stochastic Modelling for Systems Biology (2011). Throws where there are too many events to follow.
 */
export function predatorsAndPrey(rng: Rng, { birth, predation, death }: Rates): number[] {
  if (Math.min(birth, predation, death) < 0) throw new Error("rates cannot be negative");
  let [prey, predators, time] = [71, 79, 0];
  const counts: [prey: number, predators: number][] = [];
  for (let event = 0; counts.length < TIMES; event++) {
    if (event === MAX_EVENTS) throw new Error(`more than ${MAX_EVENTS} events`);
    const rates = [birth * prey, predation * prey * predators, death * predators];
    const total = rates[0] + rates[1] + rates[2];
    time += total > 0 ? -Math.log(1 - rng.uniform()) / total : Number.POSITIVE_INFINITY;
    while (counts.length < TIMES && (counts.length + 1) * STEP <= time) {
      counts.push([prey, predators]);
    }
    const which = rng.uniform() * total;
    if (which < rates[0]) prey++;
    else if (which < rates[0] + rates[1]) [prey, predators] = [prey - 1, predators + 1];
    else predators--;
  }
  return [...counts.map(([prey]) => prey), ...counts.map(([, predators]) => predators)];
}
