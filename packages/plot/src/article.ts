/** A page of words, tables and figures of one's own, in the style of a report. */
import type { Citation } from "@retrodict/spec";
import { element, escape } from "./markup.ts";
import { captioned } from "./report-figure.ts";
import { page, warningSection } from "./report-page.ts";
import { citationSection, terms } from "./report-record.ts";
import { table } from "./report-table.ts";

/** A paragraph, a figure of this package with its caption, or a table; texts are plain. */
export type ArticlePart =
  | string
  | { readonly svg: string; readonly caption: string }
  | { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };

export interface Article {
  readonly title: string;
  readonly summary: string;
  /** What was found, one sentence each, in larger letters. */
  readonly findings?: readonly string[];
  /** What speaks against trusting it, one sentence each. */
  readonly warnings?: readonly string[];
  readonly sections: readonly { readonly title: string; readonly parts: readonly ArticlePart[] }[];
  /** How to make it again, as terms and their values. */
  readonly record?: Readonly<Record<string, unknown>>;
  readonly citations?: readonly Citation[];
}

/** An article as one self-contained HTML document. */
export function article({
  title,
  summary,
  findings = [],
  warnings = [],
  sections,
  record = {},
  citations = [],
}: Article): string {
  const entries = Object.entries(record);
  return page(title, [
    element("h1", {}, escape(title)),
    element("p", {}, escape(summary)),
    ...findings.map((finding) => element("p", { class: "headline" }, escape(finding))),
    warningSection(warnings),
    ...sections.flatMap((section) => [
      element("h2", {}, escape(section.title)),
      ...section.parts.map(drawn),
    ]),
    entries.length === 0 ? "" : element("h2", {}, "Run record") + terms(entries),
    citationSection(citations),
  ]);
}

function drawn(part: ArticlePart): string {
  if (typeof part === "string") return element("p", {}, escape(part));
  if ("svg" in part) return captioned(part.svg, escape(part.caption));
  return table(
    part.columns.map(escape),
    part.rows.map((cells) => cells.map(cell)),
  );
}

/** Cells longer than a number with its unit may be are words, which wrap. */
const LONGEST_NUMBER = 24;

const cell = (text: string): string =>
  text.length > LONGEST_NUMBER ? element("span", { class: "words" }, escape(text)) : escape(text);
