import { assert } from "@retrodict/check";
import { referenceTasks } from "@retrodict/reference-posteriors";
import { counts } from "../src/counts.ts";
import { algorithmNames } from "./algorithms.ts";
import { cellsOf } from "./cells.ts";
import type { Cell } from "./types.ts";

/** Lists as flags have them: names or numbers between commas, or `all`. */
export type Choice = {
  readonly tasks: string;
  readonly algorithms: string;
  readonly simulations: string;
  readonly observations: string;
  readonly seeds: string;
  readonly draws: number;
};

/** Published with every task. */
const OBSERVATIONS = ["1", "2", "3", "4", "5"];

export function chooseCells({ draws, ...lists }: Choice): readonly Cell[] {
  return cellsOf({
    tasks: among("tasks", lists.tasks, referenceTasks),
    algorithms: among("algorithms", lists.algorithms, algorithmNames),
    simulations: counts("simulations", lists.simulations),
    observations: among("observations", lists.observations, OBSERVATIONS).map(Number),
    seeds: counts("seeds", lists.seeds),
    draws,
  });
}

function among(flag: string, text: string, known: readonly string[]): readonly string[] {
  if (text === "all") return known;
  const names = text.split(",");
  const unknown = names.find((name) => !known.includes(name));
  assert(
    unknown === undefined,
    "name",
    "bench",
    () => `expected --${flag} among ${known.join(", ")}, got ${unknown}; pass some of those or all`,
  );
  return names;
}
