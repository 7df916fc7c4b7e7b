/** What was checked about the posterior and what came of it: a line in words for each check, then the pictures. */
import { coveragePlot } from "./calibration-plot.ts";
import { symbolHtml } from "./label.ts";
import { element, escape } from "./markup.ts";
import { rankPlot } from "./rank-plot.ts";
import { recoveryPlot } from "./recovery-plot.ts";
import { captioned } from "./report-figure.ts";
import { percent, rounded, table } from "./report-table.ts";
import type { CheckResult, Diagnosis } from "./types.ts";

/** The section on diagnostics; nothing where none were run. */
export function diagnosisSection(diagnosis: Diagnosis | undefined): string {
  if (diagnosis === undefined) return "";
  const { note, checks, ranks, coverage, recovery } = diagnosis;
  return [
    element("h2", {}, "Is the posterior right?"),
    element("p", { class: "muted" }, escape(note)),
    element("ul", { class: "checks" }, ...checks.map(checkItem)),
    ranks === undefined ? "" : captioned(rankPlot(ranks), rankCaption),
    coverage === undefined ? "" : captioned(coveragePlot(coverage), coverageCaption),
    recovery === undefined ? "" : recoveryParts(recovery),
  ].join("");
}

/** What failed, as sentences that a reader must not miss. */
export const failures = (diagnosis: Diagnosis | undefined): readonly string[] =>
  (diagnosis?.checks ?? [])
    .filter(({ outcome }) => outcome === "fail")
    .map(({ sentence }) => sentence);

/** What came of all checks, in a sentence; nothing where none were made. */
export function diagnosisHeadline(diagnosis: Diagnosis | undefined): string {
  if (diagnosis === undefined) return "";
  const failed = diagnosis.checks.filter(({ outcome }) => outcome === "fail");
  const unclear = diagnosis.checks.filter(({ outcome }) => outcome === "unclear").length;
  const open = unclear === 0 ? "" : `, ${unclear} could not tell`;
  const said =
    failed.length === 0
      ? `No check of the posterior failed${open}.`
      : `Of ${diagnosis.checks.length} checks of the posterior ${failed.length} failed${open}: ${failed.map(({ title }) => title.toLowerCase()).join(", ")}.`;
  return element("p", { class: "headline" }, escape(said));
}

const marks = { pass: "✓", fail: "✗", unclear: "?" } as const;
const said = { pass: "passed", fail: "failed", unclear: "unclear" } as const;

function checkItem({ title, outcome, sentence }: CheckResult): string {
  const mark = element("span", { class: outcome, "aria-label": said[outcome] }, marks[outcome]);
  return element("li", {}, mark, element("b", {}, escape(title)), escape(`: ${sentence}`));
}

const rankCaption =
  "Ranks of known parameters among their posterior draws, over many simulated data sets. Flat within the band is right; ∪ means posteriors too narrow, ∩ too wide, a slope shifted.";

const coverageCaption =
  "Share of the truths in regions that claim a share of the posterior. On the diagonal is right; below it, posteriors claim too much, above it too little.";

function recoveryParts(recovery: NonNullable<Diagnosis["recovery"]>): string {
  const { parameters, estimates, numbers } = recovery;
  const trials = estimates[0].truth.length;
  const caption = `Medians and 90 % intervals of the posteriors of ${trials} simulated data sets against the parameters that made them, on the same axis. Along the diagonal, data of this kind tell the parameter; a level band of estimates means that they do not. One interval in ten should miss the truth.`;
  const rows = numbers.map(({ correlation, error, contraction, coverage }, j) => [
    `<b>${symbolHtml(parameters[j])}</b>`,
    rounded(correlation, 0.02),
    rounded(error, 0.02),
    percent(contraction),
    percent(coverage),
  ]);
  return captioned(recoveryPlot(recovery), caption) + table(titles, rows);
}

const titles = [
  "parameter",
  "correlation with the truth",
  "error / prior spread",
  "mean contraction",
  "truths in their 90 % interval",
];
