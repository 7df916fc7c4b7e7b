import type { FitFormat } from "@retrodict/neural-fit";
import type { SnpeKind } from "./types.ts";

export const kinds: readonly SnpeKind[] = [
  "snpe",
  "snpeA",
  "snpeB",
  "snpeC",
  "snpeCMixture",
  "tsnpe",
];

/** What the files of one algorithm hold: all the same, but for what only some artifacts have. */
export const formatOf = (kind: SnpeKind): FitFormat =>
  Object.freeze({ kind, source: "snpe", steps: Object.freeze([]) });
