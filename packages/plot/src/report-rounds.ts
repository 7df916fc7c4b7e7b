/** What each round of simulations added: shown where there are several. */
import { element } from "./markup.ts";
import { rounded, table } from "./report-table.ts";
import type { RoundSummary } from "./types.ts";

/** A table with one row per round; nothing where a single one says no more than the record. */
export function roundsSection(rounds: readonly RoundSummary[]): string {
  if (rounds.length < 2) return "";
  const trained = rounds.some(({ training }) => training !== undefined);
  const titles = ["round", "simulations", "failed", ...(trained ? trainingTitles : []), "seconds"];
  return [
    element("h2", {}, "Rounds"),
    element("p", { class: "muted" }, trained ? `${note} ${lossNote}` : note),
    table(
      titles,
      rounds.map((round, index) => [
        String(index + 1),
        round.simulations.toLocaleString("en"),
        round.failures.toLocaleString("en"),
        ...(trained ? trainingCells(round) : []),
        round.seconds.toFixed(1),
      ]),
    ),
  ].join("");
}

const trainingTitles = ["epochs", "held-out loss"];

const note =
  "The first round simulates parameters drawn from the prior, each later one from what the rounds before it found.";

const lossNote =
  "Losses are of the simulations held out so far, which differ, so those of different rounds are not comparable.";

function trainingCells({ training }: RoundSummary): readonly string[] {
  return training === undefined
    ? ["–", "–"]
    : [String(training.train.length), rounded(training.bestValidation, 1)];
}
