import { referenceTasks } from "@retrodict/reference-posteriors";
import { algorithmNames, algorithmOf } from "./algorithms.ts";
import { markdownTable } from "./markdown.ts";
import { published } from "./published.ts";
import { mean, select, type MeasuredLine } from "./scores.ts";
import type { PublishedAlgorithm } from "./types.ts";

/** Observations of a full cell of a table; fewer are noted. */
const OBSERVATIONS = 5;

const FAMILIES: readonly PublishedAlgorithm[] = ["NPE", "NLE", "NRE", "SNPE", "SNLE", "SNRE"];

interface Score {
  readonly c2st: number;
  /** How many it is a mean over; of published ones, ten. */
  readonly observations: number;
}

type Column = readonly [title: string, scores: readonly (Score | undefined)[]];

/** One table for each budget and published algorithm that something was measured for. */
export function accuracyTables(lines: readonly MeasuredLine[]): string {
  return budgets(lines)
    .flatMap((simulations) => {
      const at = select(lines, { simulations });
      return FAMILIES.map((family) => familyTable(at, family, simulations));
    })
    .filter((table) => table !== undefined)
    .join("\n\n");
}

function familyTable(
  lines: readonly MeasuredLine[],
  family: PublishedAlgorithm,
  simulations: number,
): string | undefined {
  const algorithms = algorithmNames.filter(
    (algorithm) =>
      algorithmOf(algorithm).like === family && select(lines, { algorithm }).length > 0,
  );
  if (algorithms.length === 0) return undefined;
  const columns: readonly Column[] = [
    [
      `published ${family}`,
      referenceTasks.map((task) => publishedScore(task, family, simulations)),
    ],
    ...algorithms.map((algorithm): Column => [
      `\`${algorithm}\``,
      referenceTasks.map((task) => score(select(lines, { task, algorithm }))),
    ]),
  ];
  const header = [`${thousands(simulations)} simulations`, ...columns.map(([title]) => title)];
  const rows = referenceTasks.map((task, i) =>
    [task, columns.map(([, scores]) => scoreText(scores[i]))].flat(),
  );
  const means = ["mean", ...columns.map(([, scores]) => meanText(scores))];
  return markdownTable([header, ...rows, means]);
}

/** Mean over seeds and observations. */
export function score(lines: readonly MeasuredLine[]): Score | undefined {
  if (lines.length === 0) return undefined;
  const observations = new Set(lines.map(({ observation }) => observation)).size;
  return { c2st: mean(lines.map(({ c2st }) => c2st)), observations };
}

function publishedScore(...which: Parameters<typeof published>): Score | undefined {
  const c2st = published(...which);
  return c2st === undefined ? undefined : { c2st, observations: 10 };
}

function scoreText(found: Score | undefined): string {
  if (found === undefined) return "";
  const { c2st, observations } = found;
  return c2st.toFixed(3) + (observations < OBSERVATIONS ? ` (${observations})` : "");
}

/** Only where no task is missing, so that means are comparable; noted is the fewest observations of a task. */
function meanText(scores: readonly (Score | undefined)[]): string {
  if (!scores.every((each) => each !== undefined)) return "";
  const observations = Math.min(...scores.map((each) => each.observations));
  return scoreText({ c2st: mean(scores.map(({ c2st }) => c2st)), observations });
}

/** What a cell costs, in seconds of processor time, on average over tasks and observations. */
export function costTable(lines: readonly MeasuredLine[]): string {
  const rows = algorithmNames.flatMap((algorithm) =>
    budgets(select(lines, { algorithm })).map((simulations) => {
      const found = select(lines, { algorithm, simulations });
      const seconds = (of: (line: MeasuredLine) => number) => significant(mean(found.map(of)));
      return [
        `\`${algorithm}\``,
        thousands(simulations),
        String(new Set(found.map(({ task }) => task)).size),
        seconds((line) => line.seconds.simulate),
        seconds((line) => line.seconds.propose),
        seconds((line) => line.seconds.train),
        seconds((line) => line.seconds.sample),
      ];
    }),
  );
  return markdownTable([
    ["algorithm", "simulations", "tasks", "simulate", "propose", "train", "sample"],
    ...rows,
  ]);
}

const budgets = (lines: readonly MeasuredLine[]): readonly number[] =>
  Array.from(new Set(lines.map(({ simulations }) => simulations))).toSorted((a, b) => a - b);

/** Digits in groups of three with a space that does not break. */
export const thousands = (value: number): string =>
  String(value).replaceAll(/\B(?=(\d{3})+$)/g, "\u00a0");

const significant = (seconds: number): string => String(Number(seconds.toPrecision(2)));
