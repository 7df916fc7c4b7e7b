import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import type { Command } from "commander";
import { addToRun } from "../add-to-run.ts";
import { algorithms } from "../algorithms.ts";
import { diagnoseRun } from "../diagnose-run.ts";
import type { DiagnosticsRecord } from "../diagnostics-file.ts";
import { printLine, type Io } from "../io.ts";
import { parseCount } from "../numbers.ts";
import { formatJson } from "../numbers-in-json.ts";
import { progress } from "../progress.ts";
import { readRecord } from "../read-run.ts";
import type { RunPlace } from "../restore-fit.ts";
import { restoreRun, type RestoredRun } from "../restored-run.ts";
import { count, seed } from "../run-flags.ts";
import { runFiles } from "../run-files.ts";
import { uninterrupted } from "../uninterrupted.ts";

interface DiagnoseFlags {
  readonly trials?: number;
  readonly draws?: number;
  readonly seed: number;
  readonly workers: number;
  readonly json?: true;
}

/** Where draws are cheap, and where each trial runs Markov chains, of whose draws one in ten is kept. */
const usual = { trials: 500, draws: 499, oversample: 1 };
const sampled = { trials: 200, draws: 99, oversample: 10 };

/** One trial or draw has no spread. */
const several = (flag: string) => (text: string) => parseCount(flag, text, 2);

/** `retrodict diagnose RUN`: whether the posterior of a finished run is right. */
export function diagnoseCommand(program: Command, io: Io): void {
  program
    .command("diagnose")
    .description(
      "check the posterior of a run: calibration, recovery, predictions; adds to its report",
    )
    .argument("<run>", "folder that infer wrote")
    .option(
      "--trials <n>",
      `data sets to simulate and infer from (default: ${usual.trials}, or ${sampled.trials} where a sampler draws)`,
      several("--trials"),
    )
    .option(
      "--draws <n>",
      `posterior draws given each (default: ${usual.draws}, or ${sampled.draws} where a sampler draws)`,
      several("--draws"),
    )
    .option("--seed <n>", "the same seed gives the same result", seed, 1)
    .option(
      "--workers <n>",
      "threads that simulate; the result does not depend on it",
      count("--workers"),
      availableParallelism(),
    )
    .option("--json", "print one line of JSON at the end")
    .action((name: string, flags: DiagnoseFlags) =>
      diagnose({ folder: resolve(io.cwd, name), name }, flags, io),
    );
}

async function diagnose(place: RunPlace, flags: DiagnoseFlags, io: Io): Promise<void> {
  const record = readRecord(place.folder, place.name);
  const run = await restoreRun(record, place, { workers: flags.workers, io });
  const found = await uninterrupted(io, "the run is as it was", () => diagnosed(run, flags, io));
  addToRun(place, runFiles.diagnostics, formatJson(found));
  printLine(io, flags.json ? jsonLine(place, found) : lines(place, found).join("\n"));
}

async function diagnosed(run: RestoredRun, flags: DiagnoseFlags, io: Io) {
  const { algorithm = "snpe" } = run.record.configuration;
  const bar = progress(io);
  return diagnoseRun(run, {
    ...(algorithms[algorithm].takesSampler ? sampled : usual),
    ...flags,
    signal: io.signal,
    onProgress: bar.show,
  }).finally(bar.stop);
}

function lines({ name }: RunPlace, { note, checks }: DiagnosticsRecord): readonly string[] {
  const failed = checks.filter(({ outcome }) => outcome === "fail").length;
  return [
    note,
    ...checks.map(({ outcome, title, sentence }) => `${outcome.padEnd(8)}${title}: ${sentence}`),
    `${name}: ${failed} of ${checks.length} checks failed, see ${name}/${runFiles.report}`,
  ];
}

/** The verdicts as one line for programs. */
function jsonLine({ name }: RunPlace, { scope, trials, draws, checks }: DiagnosticsRecord): string {
  return JSON.stringify({ scope, trials: trials.used, draws, checks, out: name });
}
