/** `explore conditional`: which parameters make up for each other, beside what the whole posterior shows of that. */
import { conditionalCorrelation, conditionalPosterior } from "@retrodict/explore";
import {
  columnMeans,
  columnStds,
  correlation,
  fromRows,
  gatherColumns,
  gatherRows,
  matrix,
  row,
} from "@retrodict/matrix";
import { choice, stream } from "@retrodict/random";
import type { Matrix } from "@retrodict/spec";
import { chooseNames } from "./choose-names.ts";
import type { ConditionalRecord } from "./exploration-record.ts";
import type { ExploreOptions } from "./explore-options.ts";
import type { ExploredRun } from "./explored-run.ts";
import { fail } from "./fail.ts";
import { keptRows } from "./numbers-in-json.ts";
import { textTable } from "./text-table.ts";

export interface ConditionalOptions extends ExploreOptions {
  /** Names of parameters, of which pairs are looked at; all where absent. */
  readonly parameters?: string;
  /** How many draws of the posterior the other parameters are fixed to, one after another. */
  readonly draws: number;
}

export async function exploreConditional(
  { record, posterior, samples }: ExploredRun,
  options: ConditionalOptions,
): Promise<ConditionalRecord> {
  const { seed, signal, onProgress } = options;
  const names = chosenParameters(
    record.parameters.map(({ name }) => name),
    options.parameters,
  );
  const columns = names.map((name) => record.parameters.findIndex((one) => one.name === name));
  const rng = stream(seed).fork("explore").fork("conditional");
  const draws = Math.min(options.draws, samples.rows);
  const conditions = gatherRows(samples, choice(rng, samples.rows, draws));
  const each: Float64Array[] = [];
  for (let k = 0; k < draws; k++) {
    const theta = row(conditions, k);
    const free = conditionalPosterior(posterior, theta, columns);
    const own = fromRows([columns.map((j) => theta[j])]);
    const { data } = await conditionalCorrelation(free, own, { signal });
    each.push(data);
    onProgress("conditional", k + 1, draws);
  }
  const { mean, deviation } = overDraws(each, names.length);
  const marginal = correlation(gatherColumns(samples, columns));
  const correlations = {
    parameters: names,
    marginal: keptRows(marginal),
    conditional: keptRows(mean),
    deviation: keptRows(deviation),
  };
  return { seed, draws, sentences: [sentenceOf(correlations)], ...correlations };
}

/** In the order of the posterior's, whatever the order they are named in. */
function chosenParameters(names: readonly string[], text?: string): readonly string[] {
  const flag = "--parameters";
  const chosen = text === undefined ? names : chooseNames(text, { flag, what: "parameter", names });
  return chosen.length < 2
    ? fail(
        "argument",
        text === undefined
          ? `the run has one parameter, ${chosen[0]}, and correlations are of two`
          : `${flag}: expected two or more, as correlations are of pairs, got ${text}; name another`,
      )
    : names.filter((name) => chosen.includes(name));
}

/** Mean and standard deviation of square matrices, entry by entry, over those that have one. */
function overDraws(each: readonly Float64Array[], n: number) {
  const entries = Array.from({ length: n * n }, (_, at) => {
    const values = each.map((data) => data[at]).filter(Number.isFinite);
    return matrix(values.length, 1, Float64Array.from(values));
  });
  const over = (statistic: (column: Matrix) => Float64Array) =>
    matrix(
      n,
      n,
      Float64Array.from(entries, (entry) => (entry.rows === 0 ? Number.NaN : statistic(entry)[0])),
    );
  return { mean: over(columnMeans), deviation: over(columnStds) };
}

type Correlations = Pick<
  ConditionalRecord,
  "parameters" | "conditional" | "marginal" | "deviation"
>;

/** Every pair, the most strongly correlated given the rest first. */
function pairsOf({ parameters, conditional, marginal, deviation }: Correlations) {
  return parameters
    .flatMap((one, i) =>
      parameters.slice(i + 1).map((other, k) => {
        const j = i + 1 + k;
        return {
          one,
          other,
          conditional: conditional[i][j],
          deviation: deviation[i][j],
          marginal: marginal[i][j],
        };
      }),
    )
    .sort((a, b) => Math.abs(b.conditional ?? 0) - Math.abs(a.conditional ?? 0));
}

function sentenceOf(correlations: Correlations): string {
  const [{ one, other, conditional, marginal }] = pairsOf(correlations);
  if (conditional === null)
    return "No pair of parameters has a correlation when all others are fixed.";
  return `${one} and ${other} are tied most: when all other parameters are fixed, their correlation is ${conditional.toFixed(2)}; over the whole posterior it is ${marginal?.toFixed(2) ?? "none"}.`;
}

/** Pairs printed at most. */
const MOST_PRINTED = 10;

/** Two digits behind the point, aligned whatever the sign. */
const fixed = (value: number | null): string => (value?.toFixed(2) ?? "–").padStart(5);

export function conditionalLines(record: ConditionalRecord): readonly string[] {
  const shown = pairsOf(record).slice(0, MOST_PRINTED);
  return [
    ...record.sentences,
    textTable([
      ["", "", "others fixed", "whole posterior"],
      ...shown.map(({ one, other, conditional, deviation, marginal }) => [
        one,
        other,
        `${fixed(conditional)} ± ${fixed(deviation).trim()}`,
        fixed(marginal),
      ]),
    ]),
    `Means and standard deviations over ${record.draws} posterior draws that the others were fixed to.`,
  ];
}
