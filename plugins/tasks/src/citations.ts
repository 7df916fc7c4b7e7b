import type { Citation } from "@retrodict/spec";

/** The benchmark all ten come from. */
export const benchmark: Citation = {
  title: "Benchmarking simulation-based inference",
  authors: "Lueckmann, Boelts, Greenberg, Gonçalves & Macke",
  year: 2021,
  url: "https://proceedings.mlr.press/v130/lueckmann21a.html",
};
