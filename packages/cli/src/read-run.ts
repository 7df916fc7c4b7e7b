import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { priorFrom } from "@retrodict/distributions";
import type { RunReport, TracePlotInput } from "@retrodict/plot";
import { stream } from "@retrodict/random";
import { readDiagnosis } from "./diagnostics-file.ts";
import { readExploration } from "./exploration-file.ts";
import { explorationOf } from "./exploration-report.ts";
import { fail, oneLine } from "./fail.ts";
import { matrixOf, runFiles } from "./run-files.ts";
import type { InferenceRecord, RunRecord } from "./run-record.ts";
import { parseTable, readText, type Table } from "./table.ts";

/** More features than this are samples of a trace, which are no use as histograms. */
const MOST_FEATURES = 40;

/** Draws that show a prior which is not uniform; the variance of a normal one is then known to 1.4 %. */
const PRIOR_DRAWS = 10_000;

/** A record of a run that inferred something. */
export type InferredRecord = RunRecord & { readonly inference: InferenceRecord };

/** The record in the folder of an `infer` run; `name` is the folder as the user wrote it. */
export function readRecord(folder: string, name: string): InferredRecord {
  const source = `${name}/${runFiles.record}`;
  const text = readText(join(folder, runFiles.record), source, "RUN");
  let record: Partial<RunRecord>;
  try {
    record = JSON.parse(text) as Partial<RunRecord>;
  } catch (error) {
    return fail(
      "data",
      `${source}: not valid JSON: ${oneLine(error)}; name the folder of a run`,
      error,
    );
  }
  if (record.format !== "retrodict-run" || record.formatVersion !== 1 || !record.inference)
    return fail(
      "data",
      `${source}: not the record of an infer run; name a folder that infer wrote`,
    );
  return record as InferredRecord;
}

/** Everything a report shows, read back from the files of a run. */
export function readReport(folder: string, name: string): RunReport {
  const record = readRecord(folder, name);
  const table = (file: string) =>
    parseTable(readText(join(folder, file), `${name}/${file}`, "RUN"), `${name}/${file}`);
  const { inference, parameters, features, simulator, seed, warnings, timings, versions } = record;
  const { observed, training, rounds, diagnostics, misspecification } = inference;
  const traces = existsSync(join(folder, runFiles.traces))
    ? tracePlotInput(record, table(runFiles.traces))
    : undefined;
  const diagnosis = readDiagnosis(folder, name, parameters);
  const explored = readExploration(folder, name);
  return {
    title: `${simulator}: posterior given ${basename(observed.source)}`,
    summary: summaryOf(record),
    samples: matrixOf(table(runFiles.samples)),
    parameters,
    ...(record.prior && { prior: priorFrom(record).sample(stream(0), PRIOR_DRAWS) }),
    ...(observed.truth && { truth: observed.truth }),
    ...(traces && { traces }),
    ...(features.length <= MOST_FEATURES && {
      statistics: {
        features,
        observed: observed.values,
        predicted: matrixOf(table(runFiles.statistics)),
      },
    }),
    ...(misspecification &&
      !warnings.includes(misspecification.sentence) && { observation: misspecification.sentence }),
    ...(diagnosis && { diagnosis }),
    ...(explored && { exploration: explorationOf(explored, parameters) }),
    ...(training && { training }),
    ...(rounds && { rounds }),
    diagnostics: Object.fromEntries(
      Object.entries(diagnostics).map(([name, value]) => [name, value ?? Number.NaN]),
    ),
    warnings,
    record: {
      command: `retrodict ${record.command.join(" ")}`,
      seed,
      settings: settingsOf(record),
      timings: Object.fromEntries(
        Object.entries(timings).map(([stage, s]) => [stage.replace(/Seconds$/, ""), s]),
      ),
      versions,
    },
    citations: record.citations,
  };
}

function summaryOf({
  description,
  parameters,
  inference,
  configuration,
  features,
}: InferredRecord) {
  const { rounds } = inference;
  const simulations =
    rounds?.reduce((sum, round) => sum + round.simulations, 0) ?? configuration.simulations;
  return `${description} Its ${parameters.length} parameters inferred from ${features.length} features of ${basename(inference.observed.source)}, by ${configuration.algorithm ?? "snpe"} from ${simulations} simulations${(rounds?.length ?? 1) > 1 ? ` in ${rounds!.length} rounds` : " from the prior"}.`;
}

function settingsOf({ configuration, failures, inference }: InferredRecord) {
  const words = Object.entries(configuration).flatMap(([name, value]) =>
    typeof value === "number" || typeof value === "string" ? [[name, value] as const] : [],
  );
  return {
    ...Object.fromEntries(words),
    "failed simulations": failures.total,
    "posterior draws": inference.samples,
  };
}

function tracePlotInput({ inference }: InferredRecord, table: Table): TracePlotInput | undefined {
  const { names, columns } = table;
  const { output, stimulus } = inference.trace ?? {};
  if (output?.axis === undefined) return undefined;
  const column = (name: string) => columns[names.indexOf(name)] as Float64Array | undefined;
  const draws = columns.filter((_, i) => names[i].startsWith("draw_"));
  const [time] = columns;
  const observed = column("observed");
  const stimulusValues = column("stimulus");
  return {
    time,
    timeUnit: output.axis.unit,
    signal: output,
    ...(observed && { observed }),
    predicted: {
      rows: draws.length,
      cols: time.length,
      data: Float64Array.from(draws.flatMap((draw) => Array.from(draw))),
    },
    ...(stimulus && stimulusValues && { stimulus: { field: stimulus, values: stimulusValues } }),
  };
}
