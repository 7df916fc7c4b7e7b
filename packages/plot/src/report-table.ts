/** The key numbers of a report: one row per parameter, with its posterior drawn inside its bounds. */
import type { ParameterSpec } from "@retrodict/spec";
import { symbolHtml, unitText } from "./label.ts";
import { element, escape } from "./markup.ts";
import { posteriorStrip } from "./posterior-strip.ts";
import type { ParameterSummary } from "./types.ts";

/**
 * The table of posterior numbers; a column with the true values when they are known. Where the prior is not `flat`, the
 * bounds are the range of most of it.
 */
export function posteriorTable(
  summaries: readonly ParameterSummary[],
  parameters: readonly ParameterSpec[],
  { truth, flat }: { readonly truth?: ArrayLike<number>; readonly flat: boolean },
): string {
  const [strip, range] = flat
    ? ["inside its prior", "prior range"]
    : ["inside the range", "most of the prior"];
  const known = truth === undefined ? [] : ["true value"];
  const numbers = ["mean", "median", "5–95 %", range, "contraction"];
  const titles = ["parameter", strip, ...known, ...numbers];
  return table(
    titles,
    parameters.map((parameter, j) => cells(summaries[j], parameter, { truth: truth?.[j], flat })),
  );
}

/** A table of markup under its titles; it scrolls where it is too wide. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = titles.map((title) => element("th", { scope: "col" }, title));
  const body = rows.map((row) => element("tr", {}, ...row.map((cell) => `<td>${cell}</td>`)));
  return element(
    "div",
    { class: "scroll" },
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...body),
    ),
  );
}

function cells(
  summary: ParameterSummary,
  parameter: ParameterSpec,
  { truth, flat }: { readonly truth: number | undefined; readonly flat: boolean },
): readonly string[] {
  const { mean, median, lower, upper, contraction } = summary;
  const show = (value: number): string => rounded(value, upper - lower);
  const [from, to] = parameter.bounds.map((edge) => String(edge).replace("-", "−"));
  const name = `<b>${symbolHtml(parameter)}</b> ${escape(unitText(parameter.unit))}`;
  return [
    name + element("small", {}, escape(parameter.description)),
    posteriorStrip(summary, parameter, { truth, flat }),
    ...(truth === undefined ? [] : [show(truth)]),
    show(mean),
    show(median),
    `${show(lower)} to ${show(upper)}`,
    `${from} to ${to}`,
    percent(contraction),
  ];
}

/** A share in whole percent; what is not quite everything is not called 100 %. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return "–";
  if (share > 0.99) return "&gt; 99 %";
  return `${Math.round(share * 100)} %`.replace("-", "−");
}

/** A value to the precision that the width of its interval deserves: two digits of half of it. */
export function rounded(value: number, width: number): string {
  if (!Number.isFinite(value)) return "–";
  const decimals = width > 0 && Number.isFinite(width) ? 1 - Math.floor(Math.log10(width / 2)) : 3;
  const plain = decimals <= 6 && Math.abs(value) < 1e6;
  const text = plain ? value.toFixed(Math.max(0, decimals)) : value.toPrecision(3);
  return text.replace(/^-(?=[0.]*$)/, "").replace("-", "−");
}
