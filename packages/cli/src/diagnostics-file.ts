/** What `diagnose` found, as `diagnostics.json` of a run's folder keeps it. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Verdict } from "@retrodict/diagnostics";
import type { Diagnosis } from "@retrodict/plot";
import type { ParameterSpec } from "@retrodict/spec";
import { fail, oneLine } from "./fail.ts";
import { runFiles } from "./run-files.ts";
import { readText } from "./table.ts";

export interface DiagnosticsRecord {
  readonly format: "retrodict-diagnostics";
  readonly formatVersion: 1;
  readonly seed: number;
  /** What the trials' parameters were drawn from: the prior, or the posterior given the run's observation. */
  readonly scope: "prior" | "observation";
  readonly trials: { readonly asked: number; readonly used: number; readonly failed: number };
  /** Posterior draws of each trial. */
  readonly draws: number;
  /** What was done, in words. */
  readonly note: string;
  readonly checks: readonly CheckRecord[];
  /** How many draws lie below the truth: a row for each trial, a column for each parameter. */
  readonly ranks: readonly (readonly number[])[];
  /** Shares of truths in regions that claim each level, and between which they should lie. */
  readonly coverage: readonly CurveRecord[];
  readonly recovery: readonly RecoveryRecord[];
  readonly features: readonly FeatureRecord[];
}

export interface CheckRecord extends Verdict {
  readonly name: string;
  /** What was checked, in a few words. */
  readonly title: string;
  readonly pValue: number;
}

export interface CurveRecord {
  readonly name: string;
  readonly levels: readonly number[];
  readonly observed: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/** One parameter over all trials: see `ParameterRecovery` of `@retrodict/diagnostics`. */
export interface RecoveryRecord {
  readonly name: string;
  readonly correlation: number | null;
  readonly error: number | null;
  readonly contraction: number | null;
  readonly coverage: number;
  readonly zScore: { readonly mean: number | null; readonly std: number | null };
  readonly truth: readonly number[];
  readonly median: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/** Where the observed feature lies: two-sided tail probabilities among predictions, adjusted for the number of features. */
export interface FeatureRecord {
  readonly name: string;
  readonly tail: number | null;
  readonly adjusted: number;
}

/** What was found in the folder of a run, for its report; undefined where `diagnose` has not been run. */
export function readDiagnosis(
  folder: string,
  name: string,
  parameters: readonly ParameterSpec[],
): Diagnosis | undefined {
  if (!existsSync(join(folder, runFiles.diagnostics))) return undefined;
  const source = `${name}/${runFiles.diagnostics}`;
  const record = parse(readText(join(folder, runFiles.diagnostics), source, "RUN"), source);
  const { note, checks, ranks, draws, coverage, recovery } = record;
  return {
    note,
    checks,
    ranks: {
      ranks: { rows: ranks.length, cols: parameters.length, data: Float64Array.from(ranks.flat()) },
      draws,
      parameters,
    },
    coverage: { curves: coverage },
    recovery: {
      parameters,
      numbers: recovery.map((one) => ({
        correlation: one.correlation ?? Number.NaN,
        error: one.error ?? Number.NaN,
        contraction: one.contraction ?? Number.NaN,
        coverage: one.coverage,
      })),
      estimates: recovery.map(({ truth, median, lower, upper }) => ({
        truth,
        estimate: median,
        lower,
        upper,
      })),
    },
  };
}

function parse(text: string, source: string): DiagnosticsRecord {
  try {
    const record = JSON.parse(text) as Partial<DiagnosticsRecord>;
    if (record.format === "retrodict-diagnostics" && record.formatVersion === 1)
      return record as DiagnosticsRecord;
  } catch (error) {
    return fail(
      "data",
      `${source}: not valid JSON: ${oneLine(error)}; diagnose the run again`,
      error,
    );
  }
  return fail(
    "data",
    `${source}: not the diagnostics of a run; remove it, or diagnose the run again`,
  );
}
