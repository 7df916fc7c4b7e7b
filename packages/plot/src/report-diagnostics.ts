/** How far the draws themselves can be trusted, in numbers. */
import { element, escape } from "./markup.ts";
import { terms } from "./report-record.ts";

/** What some numbers are, where their name does not say. */
const meanings: Readonly<Record<string, string>> = {
  acceptance: "acceptance",
  ess: "effective sample size",
  rHat: "R-hat",
  observedOutOfRange: "observed values outside all simulated ones",
};

/** The numbers about the draws as a list; nothing where there are none. */
export function diagnosticsSection(diagnostics: Readonly<Record<string, number>>): string {
  const entries = Object.entries(diagnostics);
  if (entries.length === 0) return "";
  const chains = "rHat" in diagnostics;
  return [
    element("h2", {}, "How the draws were made"),
    chains ? element("p", { class: "muted" }, escape(chainNote)) : "",
    terms(entries.map(([name, value]) => [meanings[name] ?? inWords(name), shown(value)])),
  ].join("");
}

const chainNote =
  "Markov chains agree where R-hat is below 1.01; the effective sample size says how many independent draws theirs are worth.";

/** `"treeDepth"` is `"tree depth"`. */
const inWords = (name: string): string =>
  name.replaceAll(
    /([a-z0-9])([A-Z])/g,
    (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );

/** Four digits, in which nobody mistakes the noise of a diagnostic for its value. */
function shown(value: number): string {
  if (!Number.isFinite(value)) return "–";
  return Number.isInteger(value)
    ? value.toLocaleString("en")
    : String(Number(value.toPrecision(4)));
}
