/** The last sections of a report: how to run it again and whom to cite. */
import type { Citation } from "@retrodict/spec";
import { element, escape } from "./markup.ts";
import type { RunRecord } from "./types.ts";

/** Command, seed, settings, timings and versions as lists of terms. */
export function recordSection({ command, seed, settings, timings, versions }: RunRecord): string {
  const seconds = Object.entries(timings).map(([stage, value]) => [stage, `${value.toFixed(1)} s`]);
  return [
    element("h2", {}, "Run record"),
    command === undefined ? "" : element("pre", {}, escape(command)),
    terms([["seed", seed], ...Object.entries(settings)]),
    list("Time taken", seconds),
    list("Versions", Object.entries(versions)),
  ].join("");
}

function list(title: string, entries: readonly (readonly unknown[])[]): string {
  return entries.length === 0 ? "" : element("h3", {}, title) + terms(entries);
}

/** Terms and their values as one list. */
export function terms(entries: readonly (readonly unknown[])[]): string {
  const rows = entries.map(
    ([term, value]) =>
      element("dt", {}, escape(String(term))) + element("dd", {}, escape(shown(value))),
  );
  return element("dl", {}, ...rows);
}

function shown(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Works to cite, each with its DOI or address as a link. */
export function citationSection(citations: readonly Citation[]): string {
  if (citations.length === 0) return "";
  const items = citations.map((citation) => {
    const { authors, year, title } = citation;
    return element("li", {}, escape(`${authors} (${year}). ${title}. `), link(citation));
  });
  return element("h2", {}, "To cite") + element("ul", {}, ...items);
}

function link({ doi, url }: Citation): string {
  const address = doi === undefined ? url : `https://doi.org/${doi}`;
  if (address === undefined || !/^https?:/.test(address)) return "";
  return element("a", { href: address }, escape(doi === undefined ? address : `doi:${doi}`));
}
