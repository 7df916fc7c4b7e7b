/** A posterior-predictive check in words and numbers (Gelman, Meng & Stern 1996): does the model do what was observed? */
import { column } from "@retrodict/matrix";
import { quantiles } from "@retrodict/stats";
import { symbolHtml, unitText } from "./label.ts";
import { element, escape } from "./markup.ts";
import { rounded, table } from "./report-table.ts";
import type { StatisticsPlotInput } from "./types.ts";

/** One sentence on which observed features the central 90 % of the predictions enclose. */
export function predictiveSentence({ features, observed, predicted }: StatisticsPlotInput): string {
  const missed = features.filter((_, j) => {
    const [lower, , upper] = range(column(predicted, j));
    return !(lower <= observed[j] && observed[j] <= upper);
  });
  const names = missed.map(symbolHtml).join(", ");
  const enclosed = `The central 90 % of the model's predictions enclose ${features.length - missed.length} of ${features.length} observed features`;
  return missed.length === 0 ? `${enclosed}.` : `${enclosed}, all but: ${names}.`;
}

/** The observed features beside the quantiles of the predicted ones, one row each. */
export function predictiveTable({ features, observed, predicted }: StatisticsPlotInput): string {
  const titles = ["feature", "observed", "predicted median", "predicted 5–95 %"];
  const rows = features.map((feature, j) => {
    const [lower, median, upper] = range(column(predicted, j));
    const show = (value: number): string => rounded(value, upper - lower);
    const name = `<b>${symbolHtml(feature)}</b> ${escape(unitText(feature.unit))}`;
    return [
      name + element("small", {}, escape(feature.description)),
      show(observed[j]),
      show(median),
      `${show(lower)} to ${show(upper)}`,
    ];
  });
  return table(titles, rows);
}

/** Quantiles of 5, 50 and 95 % of the finite values; NaN where there is none. */
function range(values: Float64Array): Float64Array {
  const finite = values.filter(Number.isFinite);
  return finite.length === 0
    ? new Float64Array(3).fill(Number.NaN)
    : Float64Array.from(quantiles(finite, [0.05, 0.5, 0.95]));
}
