/** What is benchmarked, by name: an experiment more is a line more. Options not given are the defaults of the code that runs. */
import { maf } from "@retrodict/maf";
import { nsf } from "@retrodict/nsf";
import { snle } from "@retrodict/snle";
import { snpe, snpeC, tsnpe } from "@retrodict/snpe";
import { snreB, snreC } from "@retrodict/snre";
import { assert } from "@retrodict/check";
import type { BenchedAlgorithm } from "./types.ts";

/** Rounds of the published sequential algorithms. */
const ROUNDS = 10;

export const algorithms = {
  npe: { like: "NPE", rounds: 1, make: (prior) => snpe({ prior }) },
  "npe-nsf": { like: "NPE", rounds: 1, make: (prior) => snpe({ prior, estimator: nsf() }) },
  "npe-maf": { like: "NPE", rounds: 1, make: (prior) => snpe({ prior, estimator: maf() }) },
  nle: { like: "NLE", rounds: 1, make: (prior) => snle({ prior }) },
  "nre-b": { like: "NRE", rounds: 1, make: (prior) => snreB({ prior }) },
  "snpe-c": { like: "SNPE", rounds: ROUNDS, make: (prior) => snpeC({ prior }) },
  tsnpe: { like: "SNPE", rounds: ROUNDS, make: (prior) => tsnpe({ prior }) },
  snle: { like: "SNLE", rounds: ROUNDS, make: (prior) => snle({ prior }) },
  "snre-b": { like: "SNRE", rounds: ROUNDS, make: (prior) => snreB({ prior }) },
  "snre-c": { like: "SNRE", rounds: ROUNDS, make: (prior) => snreC({ prior }) },
  "sbi-npe": { like: "NPE", rounds: 1, sbi: { algorithm: "npe", estimator: "nsf" } },
  "sbi-npe-maf": { like: "NPE", rounds: 1, sbi: { algorithm: "npe", estimator: "maf" } },
  "sbi-nle": { like: "NLE", rounds: 1, sbi: { algorithm: "nle", estimator: "maf" } },
  "sbi-nre-b": { like: "NRE", rounds: 1, sbi: { algorithm: "nre", estimator: "resnet" } },
} satisfies Readonly<Record<string, BenchedAlgorithm>>;

export const algorithmNames: readonly string[] = Object.keys(algorithms);

export function algorithmOf(name: string): BenchedAlgorithm {
  assert(
    Object.hasOwn(algorithms, name),
    "name",
    "bench",
    () =>
      `expected an algorithm among ${algorithmNames.join(", ")}, got ${name}; pass one of those`,
  );
  return algorithms[name as keyof typeof algorithms];
}
