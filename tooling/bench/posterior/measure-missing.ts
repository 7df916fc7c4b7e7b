import { join } from "node:path";
import { assert } from "@retrodict/check";
import { algorithmOf } from "./algorithms.ts";
import { cellKey, jobsOf } from "./cells.ts";
import { appendLine, isFailed, readLines } from "./lines.ts";
import { provenance } from "./provenance.ts";
import { superviseJob, type Supervision } from "./supervise-job.ts";
import type { Cell, Job, Line } from "./types.ts";

export interface Results {
  /** The folder of the lines. */
  readonly folder: string;
  /** Names the file, but for sbi's, whose results do not depend on our code. */
  readonly edition: string;
  /** Whether cells that failed are missing, too. */
  readonly retry: boolean;
}

/** Those without a line, together where one fit serves them. */
export function missingJobs(cells: readonly Cell[], results: Results): readonly Job[] {
  const files = new Set(cells.map((cell) => fileOf(cell, results)));
  const done = new Set(
    Array.from(files)
      .flatMap(readLines)
      .filter((line) => !(results.retry && isFailed(line)))
      .map(cellKey),
  );
  return jobsOf(cells.filter((cell) => !done.has(cellKey(cell))));
}

export interface Run extends Results, Pick<Supervision, "worker" | "minutes"> {
  /** Processes side by side. */
  readonly jobs: number;
  /** The interpreter of Python that has sbi; empty where there is none. */
  readonly python: string;
  readonly onLine: (line: Line) => void;
}

/** Measures what is missing and appends each cell's line as soon as it is known. */
export async function measureMissing(cells: readonly Cell[], run: Run): Promise<void> {
  const queue = [...missingJobs(cells, run)];
  const { python } = run;
  assert(
    python !== "" || !queue.some(isSbi),
    "argument",
    "bench",
    "expected an interpreter for the algorithms of sbi, got none; pass --sbi DIR/py/bin/python",
  );
  const where = provenance();
  const measureInTurn = async () => {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
      const { observations: _, ...shared } = job;
      await superviseJob(
        { job, python },
        {
          ...run,
          onOutcome: (outcome) => {
            const line = { ...shared, ...outcome, ...where, date: new Date().toISOString() };
            appendLine(fileOf(shared, run), line);
            run.onLine(line);
          },
        },
      );
    }
  };
  await Promise.all(Array.from({ length: run.jobs }, measureInTurn));
}

const isSbi = ({ algorithm }: Pick<Cell, "algorithm">) => "sbi" in algorithmOf(algorithm);

const fileOf = (cell: Pick<Cell, "algorithm">, { folder, edition }: Results): string =>
  join(folder, `${isSbi(cell) ? "sbi" : edition}.jsonl`);
