/** What the studies come to in the document: a table for each budget, and the curves of one study. */
import { ecdfDifferencePlot } from "@retrodict/plot";
import { markdownTable } from "../posterior/markdown.ts";
import { thousands } from "../posterior/tables.ts";
import { curvesOf, judgedIn } from "./judge.ts";
import type { CalibrationLine, Judged } from "./types.ts";

/** One table for each number of simulations, one column for each seed. */
export function calibrationTables(studies: readonly CalibrationLine[]): string {
  const budgets = Array.from(new Set(studies.map(({ simulations }) => simulations)));
  return budgets
    .toSorted((a, b) => a - b)
    .map((simulations) => table(studies.filter((study) => study.simulations === simulations)))
    .join("\n\n");
}

/** The curves of the first seed at the smallest budget, each in its own band. */
export function calibrationFigure(studies: readonly CalibrationLine[]): string {
  const [{ ranks, draws }] = studies.toSorted(
    (a, b) => a.simulations - b.simulations || a.seed - b.seed,
  );
  return ecdfDifferencePlot({ curves: curvesOf(ranks, draws) });
}

function table(studies: readonly CalibrationLine[]): string {
  const ordered = studies.toSorted((a, b) => a.seed - b.seed);
  const [{ simulations, findings }] = ordered;
  const row = (name: string, cell: (study: CalibrationLine) => string) => [
    name,
    ...ordered.map(cell),
  ];
  return markdownTable([
    row(`${thousands(simulations)} simulations`, ({ seed }) => `seed ${seed}`),
    ...judgedIn(findings).map(({ name }, k) =>
      row(name, (study) => outcome(judgedIn(study.findings)[k])),
    ),
    row("trials × draws", ({ trials, failures, draws }) => `${trials - failures} × ${draws}`),
    row("estimator, epochs", ({ estimator, epochs }) => `${estimator}, ${epochs}`),
    row(
      "seconds: train, trials",
      ({ seconds: { train, infer } }) => `${Math.round(train)}, ${Math.round(infer)}`,
    ),
    row("code", ({ commit }) => commit),
  ]);
}

/** The p-value, in bold where calibrated posteriors would hardly come out as badly. */
const outcome = ({ pValue, outcome: is }: Judged): string =>
  is === "fail" ? `**${chance(pValue)}**` : chance(pValue);

const chance = (pValue: number): string =>
  pValue < 1e-4 ? "< 0.0001" : String(Number(pValue.toPrecision(2)));
