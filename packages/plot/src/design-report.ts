/** One HTML file about candidate experiments: which is expected to tell most, by how much, and what they are. */
import type { Citation } from "@retrodict/spec";
import { informationPlot, type CandidateInformation } from "./information-plot.ts";
import { element, escape } from "./markup.ts";
import { captioned } from "./report-figure.ts";
import { page, warningSection } from "./report-page.ts";
import { citationSection, recordSection } from "./report-record.ts";
import { percent, rounded, table } from "./report-table.ts";
import type { RunRecord } from "./types.ts";

/** A candidate, and how it differs from others. */
export interface AssessedCandidate extends CandidateInformation {
  /** Its settings in words. */
  readonly settings: string;
  /** Share of the simulations without output. */
  readonly failed: number;
}

export interface DesignReport {
  readonly title: string;
  /** What was asked, in a sentence or two. */
  readonly summary: string;
  /** What came of it. */
  readonly verdict: string;
  /** The best first. */
  readonly candidates: readonly AssessedCandidate[];
  readonly warnings: readonly string[];
  readonly record: RunRecord;
  readonly citations: readonly Citation[];
}

/** The report as one self-contained HTML document. */
export function designReport(design: DesignReport): string {
  const { title, summary, verdict, candidates, warnings, record, citations } = design;
  const rows = candidates.map(({ name, settings, information, standardError, failed }) => [
    `<b>${escape(name)}</b>`,
    escape(settings),
    `${rounded(information, 4 * standardError)} ± ${rounded(standardError, 4 * standardError)}`,
    failed === 0 ? "none" : percent(failed),
  ]);
  return page(title, [
    element("h1", {}, escape(title)),
    element("p", {}, escape(summary)),
    element("p", { class: "headline" }, escape(verdict)),
    warningSection(warnings),
    element("h2", {}, "Expected information"),
    captioned(informationPlot({ candidates }), caption),
    table(["experiment", "settings", "nats", "without output"], rows),
    recordSection(record),
    citationSection(citations),
  ]);
}

const caption =
  "How much each experiment is expected to narrow down the parameters: the mean fall of their entropy over the outcomes it may have, in nats; 0.69 nats halve the volume of what is possible. Each is a lower bound, by what was learned from simulations; lines are two standard errors to either side.";
