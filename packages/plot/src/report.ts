/**
 * One HTML file that tells a physiologist what a run found: words first, then numbers, then pictures, then how to
 * run it again. It refers to nothing outside itself, runs no script, and prints.
 */
import type { Matrix, ParameterSpec } from "@retrodict/spec";
import { symbolHtml } from "./label.ts";
import { marginalPlot } from "./marginal-plot.ts";
import { element, escape } from "./markup.ts";
import { pairPlot } from "./pair-plot.ts";
import { predictiveSentence, predictiveTable } from "./predictive-check.ts";
import { diagnosisHeadline, diagnosisSection, failures } from "./report-diagnosis.ts";
import { diagnosticsSection } from "./report-diagnostics.ts";
import { explorationSection } from "./report-exploration.ts";
import { captioned } from "./report-figure.ts";
import { page, warningSection } from "./report-page.ts";
import { citationSection, recordSection } from "./report-record.ts";
import { roundsSection } from "./report-rounds.ts";
import { posteriorTable } from "./report-table.ts";
import { statisticsPlot } from "./statistics-plot.ts";
import { summarizePosterior } from "./summarize-posterior.ts";
import { tracePlot } from "./trace-plot.ts";
import { trainingPlot } from "./training-plot.ts";
import type { ParameterSummary, RunReport } from "./types.ts";

/** The report of a run as one self-contained HTML document. */
export function report(run: RunReport): string {
  const { title, summary, samples, parameters, prior, statistics, warnings, record, citations } =
    run;
  const summaries = summarizePosterior(samples, parameters, prior);
  const body = [
    element("h1", {}, escape(title)),
    element("p", {}, escape(summary)),
    element("p", { class: "headline" }, headline(summaries, parameters)),
    run.observation && element("p", { class: "headline" }, escape(run.observation)),
    statistics && element("p", { class: "headline" }, predictiveSentence(statistics)),
    diagnosisHeadline(run.diagnosis),
    warningSection([...warnings, ...failures(run.diagnosis)]),
    element("h2", {}, "The posterior in numbers"),
    element("p", { class: "muted" }, numbersNote(samples.rows, prior)),
    posteriorTable(summaries, parameters, { truth: run.truth, flat: prior === undefined }),
    ...figures(run),
    diagnosisSection(run.diagnosis),
    explorationSection(run.exploration, parameters),
    roundsSection(run.rounds ?? []),
    diagnosticsSection(run.diagnostics ?? {}),
    recordSection(record),
    citationSection(citations),
  ];
  return page(title, body);
}

/** Which parameters the data determine, and which they leave open. */
function headline(
  summaries: readonly ParameterSummary[],
  parameters: readonly ParameterSpec[],
): string {
  const names = (keep: (contraction: number) => boolean): string[] =>
    parameters.filter((_, j) => keep(summaries[j].contraction)).map(symbolHtml);
  // A variance reduced by three quarters is a standard deviation halved.
  const strong = names((contraction) => contraction >= 0.75);
  const weak = names((contraction) => contraction < 0.25);
  const found =
    strong.length === 0
      ? "The data narrow no parameter to half of its prior spread or less."
      : `The data narrow ${strong.length} of ${parameters.length} parameters to half of ${strong.length === 1 ? "its" : "their"} prior spread or less: ${enumerate(strong)}.`;
  return weak.length === 0 ? found : `${found} They say little about ${enumerate(weak)}.`;
}

function enumerate(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

function numbersNote(rows: number, prior: Matrix | undefined): string {
  const note = `From ${rows.toLocaleString("en")} posterior draws. Given the data and the model, each parameter lies in its 5–95 % interval with 90 % probability. Contraction compares variances: 0 % means the data taught nothing beyond the prior, 100 % that they settle the value.`;
  return prior === undefined
    ? note
    : `${note} The prior is not uniform; the range shown is that of most of it.`;
}

function figures({
  samples,
  parameters,
  prior,
  truth,
  traces,
  statistics,
  comparison,
  training,
}: RunReport): string[] {
  return [
    section(
      "The posterior in pictures",
      pairPlot({ samples, parameters, prior, truth }),
      `On the diagonal, the density of each parameter; below it, each pair. Every axis spans ${spanned(prior)}. A narrow shape is a parameter the data determine; a tilted one is two that can compensate for each other.`,
    ),
    traces &&
      section(
        "Does the model behave like the recording?",
        tracePlot(traces),
        "The recording above simulations with parameters drawn from the posterior. Judge the number, timing and shape of events, not each wiggle: the noise differs from run to run.",
      ),
    statistics &&
      section(
        "Observed and predicted features",
        statisticsPlot(statistics),
        "Each feature of simulations from the posterior, and the observed value. A line far outside its histogram is a feature that the model cannot reproduce. Noted above a panel: predictions in which the feature has no value, and stray ones beyond the axis.",
      ) + predictiveTable(statistics),
    comparison &&
      section(
        "Posteriors compared",
        marginalPlot(comparison),
        `The density of each parameter under each of the posteriors; every axis spans ${spanned(comparison.prior)}.`,
      ),
    training &&
      section(
        "Training",
        trainingPlot(training),
        "Loss on the simulations trained on and on those held out. The weights of the best epoch were kept.",
        "",
      ),
  ].filter((drawn) => drawn !== undefined);
}

/** What an axis between bounds shows of the prior. */
const spanned = (prior: Matrix | undefined): string =>
  prior === undefined ? "the prior" : "most of the prior, whose density is dashed";

function section(title: string, svg: string, caption: string, width?: string): string {
  return element("h2", {}, title) + captioned(svg, caption, width);
}
