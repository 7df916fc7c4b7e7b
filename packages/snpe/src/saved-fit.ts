import type { FitFormat } from "@retrodict/neural-fit";

/** What the files of `saveFit` hold. */
export const snpeFormat: FitFormat = Object.freeze({
  kind: "snpe",
  source: "snpe",
  steps: Object.freeze([]),
});
