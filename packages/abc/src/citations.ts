import type { Citation } from "@retrodict/spec";

export const regressionAdjustment: Citation = Object.freeze({
  title: "Approximate Bayesian computation in population genetics",
  authors: "Beaumont, M. A., Zhang, W. and Balding, D. J.",
  year: 2002,
  doi: "10.1093/genetics/162.4.2025",
});
