import { algorithmNames, algorithms } from "./algorithms.ts";
import { textTable } from "./text-table.ts";

/** The algorithms with the networks that fit and what else they take, for the help of `infer`. */
export function methodHelp(): string {
  const rows = algorithmNames.map((name) => {
    const { what, estimators, takesRounds, takesSampler } = algorithms[name];
    const takes = [...(takesRounds ? ["--rounds"] : []), ...(takesSampler ? ["--sampler"] : [])];
    return [name, estimators.join("|"), takes.join(" "), what];
  });
  return `Algorithms, with their estimators (the default first) and what they take:\n${textTable(rows)}`;
}
