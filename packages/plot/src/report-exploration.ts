/** What a posterior tells beyond its marginals: a sentence for each finding, then its numbers or picture. */
import type { ParameterSpec } from "@retrodict/spec";
import { correlationPlot, type CorrelationPlotInput } from "./correlation-plot.ts";
import { symbolHtml, unitText } from "./label.ts";
import { element, escape } from "./markup.ts";
import { pathPlot, type PathPlotInput } from "./path-plot.ts";
import { captioned } from "./report-figure.ts";
import { percent, rounded, table } from "./report-table.ts";
import { sensitivityPlot, type SensitivityPlotInput } from "./sensitivity-plot.ts";

/** A local maximum of the posterior's density. */
export interface ModeSummary {
  readonly theta: ArrayLike<number>;
  readonly logDensity: number;
  /** Share of the climbs that ended there. */
  readonly share: number;
}

/** What came of exploring a posterior; whatever was not looked at is absent. */
export interface Exploration {
  readonly map?: Found & { readonly modes: readonly ModeSummary[] };
  readonly path?: Found & PathPlotInput;
  readonly conditional?: Found & CorrelationPlotInput;
  readonly sensitivity?: Found & SensitivityPlotInput;
}

interface Found {
  /** What was found, in words. */
  readonly sentences: readonly string[];
}

/** The section on what was explored; nothing where nothing was. */
export function explorationSection(
  exploration: Exploration | undefined,
  parameters: readonly ParameterSpec[],
): string {
  const { map, path, conditional, sensitivity } = exploration ?? {};
  const parts = [
    map && part("Most probable parameters", map, modeTable(map.modes, parameters)),
    path && part("A path of high probability", path, captioned(pathPlot(path), pathCaption)),
    conditional &&
      part(
        "Which parameters make up for each other",
        conditional,
        captioned(correlationPlot(conditional), correlationCaption),
      ),
    sensitivity &&
      part(
        "What features depend on",
        sensitivity,
        captioned(sensitivityPlot(sensitivity), sensitivityCaption),
      ),
  ].filter((drawn) => drawn !== undefined);
  return parts.length === 0
    ? ""
    : [element("h2", {}, "What the posterior tells"), ...parts].join("");
}

const part = (title: string, { sentences }: Found, shown: string): string =>
  [
    element("h3", {}, title),
    ...sentences.map((sentence) => element("p", {}, escape(sentence))),
    shown,
  ].join("");

/** Modes shown side by side at most; more are listed where they are kept. */
const MOST_MODES = 6;

function modeTable(modes: readonly ModeSummary[], parameters: readonly ParameterSpec[]): string {
  const shown = modes.slice(0, MOST_MODES);
  const titles = ["parameter", ...shown.map((_, k) => `mode ${k + 1}`)];
  const rows = parameters.map((parameter, j) => {
    const [lower, upper] = parameter.bounds;
    return [
      `<b>${symbolHtml(parameter)}</b> ${escape(unitText(parameter.unit))}`,
      ...shown.map(({ theta }) => rounded(theta[j], (upper - lower) / 50)),
    ];
  });
  return table(titles, [
    ["log-density", ...shown.map(({ logDensity }) => rounded(logDensity, 0.1))],
    ["share of the climbs", ...shown.map(({ share }) => percent(share))],
    ...rows,
  ]);
}

const pathCaption =
  "From one parameter set to the other, over the distance along the path in units of the parameters' posterior standard deviations. Each parameter's axis goes from bound to bound. Where the log-density stays above the dashed line, the two are connected.";

const correlationCaption =
  "Above the diagonal, correlations over the whole posterior; below it, those of each pair when all other parameters are fixed, averaged over posterior draws. Two parameters that are strongly correlated below the diagonal make up for each other; above it, others blur this.";

const sensitivityCaption =
  "How much each feature changes with each parameter, in units of the parameters' posterior standard deviations: the slopes of a plane through simulations, and the direction along which a network finds the largest change. Both have length 1 and point to where the feature rises; lines are two standard errors to either side.";
