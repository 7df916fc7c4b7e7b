/** What was checked about the posterior and what came of it: a line in words for each check, then the pictures. */
import { element, escape } from "./markup.ts";
import { rankPlot } from "./rank-plot.ts";
import { recoveryPlot } from "./recovery-plot.ts";
import { captioned } from "./report-figure.ts";
import type { CheckResult, Diagnosis, RecoveryPlotInput } from "./types.ts";

/** The section on diagnostics; nothing where none were run. */
export function diagnosisSection(diagnosis: Diagnosis | undefined): string {
  if (diagnosis === undefined) return "";
  const { note, checks, ranks, recovery } = diagnosis;
  return [
    element("h2", {}, "Is the posterior right?"),
    element("p", { class: "muted" }, escape(note)),
    element("ul", { class: "checks" }, ...checks.map(checkItem)),
    ranks === undefined ? "" : captioned(rankPlot(ranks), rankCaption),
    recovery === undefined ? "" : captioned(recoveryPlot(recovery), recoveryCaption(recovery)),
  ].join("");
}

/** What failed, as sentences that a reader must not miss. */
export const failures = (diagnosis: Diagnosis | undefined): readonly string[] =>
  (diagnosis?.checks ?? [])
    .filter(({ outcome }) => outcome === "fail")
    .map(({ sentence }) => sentence);

const marks = { pass: "✓", fail: "✗", unclear: "?" } as const;
const said = { pass: "passed", fail: "failed", unclear: "unclear" } as const;

function checkItem({ title, outcome, sentence }: CheckResult): string {
  const mark = element("span", { class: outcome, "aria-label": said[outcome] }, marks[outcome]);
  return element("li", {}, mark, element("b", {}, escape(title)), escape(`: ${sentence}`));
}

const rankCaption =
  "Ranks of known parameters among their posterior draws, over many simulated data sets. Flat within the band is right; ∪ means posteriors too narrow, ∩ too wide, a slope shifted.";

function recoveryCaption({ estimates }: RecoveryPlotInput): string {
  const trials = estimates[0].truth.length;
  return `Medians and 90 % intervals of the posteriors of ${trials} simulated data sets against the parameters that made them, on the same axis. Along the diagonal, data of this kind tell the parameter; a level band of estimates means that they do not. One interval in ten should miss the truth.`;
}
