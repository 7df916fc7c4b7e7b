import { algorithmOf } from "./algorithms.ts";
import type { Cell, Job } from "./types.ts";

/** Cells with everything in the lists with everything, one algorithm after the other, small budgets first. */
export interface Selection {
  readonly tasks: readonly string[];
  readonly algorithms: readonly string[];
  readonly simulations: readonly number[];
  readonly observations: readonly number[];
  readonly seeds: readonly number[];
  readonly draws: number;
}

export function cellsOf({ draws, ...lists }: Selection): readonly Cell[] {
  return lists.algorithms.flatMap((algorithm) =>
    lists.simulations.flatMap((simulations) =>
      lists.seeds.flatMap((seed) =>
        lists.tasks.flatMap((task) =>
          lists.observations.map((observation) => ({
            task,
            algorithm,
            simulations,
            observation,
            seed,
            draws,
          })),
        ),
      ),
    ),
  );
}

/** The same for cells that are measurements of the same thing. */
export const cellKey = ({ task, algorithm, simulations, observation, seed, draws }: Cell): string =>
  [task, algorithm, simulations, observation, seed, draws].join(" ");

/** Cells in the order given, those together that one fit serves. */
export function jobsOf(cells: readonly Cell[]): readonly Job[] {
  const jobs = new Map<string, Job>();
  for (const { observation, ...shared } of cells) {
    const amortised = algorithmOf(shared.algorithm).rounds === 1;
    const key = cellKey({ ...shared, observation: amortised ? 0 : observation });
    const observations = [...(jobs.get(key)?.observations ?? []), observation];
    jobs.set(key, { ...shared, observations });
  }
  return Array.from(jobs.values());
}
