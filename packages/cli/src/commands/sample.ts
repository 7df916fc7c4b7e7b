import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { observationAmong } from "retrodict";
import { stream } from "@retrodict/random";
import { readRounds } from "@retrodict/rounds";
import { folderStore } from "@retrodict/rounds/folder";
import type { Draws } from "@retrodict/spec";
import { algorithms } from "../algorithms.ts";
import { readExperiment } from "../experiment.ts";
import { fail, systemReason } from "../fail.ts";
import { printLine, warn, type Io } from "../io.ts";
import { loadEntry } from "../load-plugin.ts";
import { observedFeatures } from "../observed-features.ts";
import { readRecord, type InferredRecord } from "../read-run.ts";
import { replaceFile } from "../replace-file.ts";
import { restoreFit } from "../restore-fit.ts";
import { count, seed } from "../run-flags.ts";
import { formatMatrix, runFiles } from "../run-files.ts";

interface SampleFlags {
  readonly observed: string;
  readonly samples: number;
  readonly seed: number;
  readonly out?: string;
}

/** `retrodict sample RUN --observed FILE`: what a trained posterior says about other data. */
export function sampleCommand(program: Command, io: Io): void {
  program
    .command("sample")
    .description("draw from a run's posterior given other data, without simulating or training")
    .argument("<run>", "folder that infer wrote")
    .requiredOption("--observed <file>", "recording (CSV) or statistics (CSV or JSON array)")
    .option("--samples <n>", "posterior draws", count("--samples"), 10_000)
    .option("--seed <n>", "the same seed gives the same samples", seed, 1)
    .option("--out <file>", "new CSV file for the draws (default: standard output)")
    .action((run: string, flags: SampleFlags) => sample(run, flags, io));
}

async function sample(run: string, flags: SampleFlags, io: Io): Promise<void> {
  if (flags.out !== undefined && existsSync(resolve(io.cwd, flags.out)))
    fail("file", `--out ${flags.out}: it exists already; choose another file`);
  const folder = resolve(io.cwd, run);
  const record = readRecord(folder, run);
  const observed = await observe(record, flags.observed, io);
  const fit = await restoreFit(record, { folder, name: run });
  warnOfRounds(record, observed, flags.observed, io);
  const { samples, warnings }: Draws = await fit
    .posterior(observed)
    .sample(stream(flags.seed).fork("sample"), flags.samples, { signal: io.signal });
  if (io.signal.aborted) fail("aborted", "interrupted; nothing is written");
  for (const warning of [...warnings, ...(await unlikeSimulations(record, observed, folder))])
    warn(io, warning);
  const csv = formatMatrix(record.parameters, samples);
  if (flags.out === undefined) io.stdout.write(csv);
  else writeWhole(flags.out, csv, io);
}

/** Later rounds lie where the run's own observation put them. */
function warnOfRounds(
  { configuration: { algorithm = "snpe", rounds = 1 }, inference }: InferredRecord,
  observed: Float64Array,
  file: string,
  io: Io,
): void {
  const { source, values } = inference.observed;
  if (rounds === 1 || algorithms[algorithm].anyData) return;
  if (observed.every((value, i) => value === values[i])) return;
  warn(
    io,
    `the ${rounds} rounds of ${algorithm} learned the posterior near ${source} only; draws for ${file} hold only if its features are close to those, so run infer on ${file} instead.`,
  );
}

/** The sentence of an observation that is unlike the run's simulations from the prior, where these are kept. */
async function unlikeSimulations(
  { features }: InferredRecord,
  observed: Float64Array,
  folder: string,
): Promise<readonly string[]> {
  const rounds = join(folder, runFiles.rounds);
  const [first] = existsSync(rounds) ? await readRounds(folderStore(rounds)) : [];
  const among = first && observationAmong(features, observed, first.x);
  return among?.verdict.outcome === "fail" ? [among.verdict.sentence] : [];
}

/** The features of other data, read as the run read its own. */
async function observe(record: InferredRecord, file: string, io: Io): Promise<Float64Array> {
  const { entry } = await loadEntry(record.reference, io.cwd);
  const experiment = readExperiment(
    entry,
    { observed: file, values: record.configuration.flags },
    io.cwd,
  );
  const { source } = record.inference.observed;
  if (experiment.raw !== undefined && file !== source)
    warn(
      io,
      `the run simulated the experiment of ${source}; draws for ${file} hold only if its experiment was the same.`,
    );
  return observedFeatures(entry, experiment, record.configuration.features);
}

function writeWhole(name: string, content: string, io: Io): void {
  try {
    replaceFile(resolve(io.cwd, name), content);
  } catch (error) {
    fail(
      "file",
      `--out ${name}: cannot write there: ${systemReason(error)}; choose another file`,
      error,
    );
  }
  printLine(io, name);
}
