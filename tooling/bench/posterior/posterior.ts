import { join, resolve } from "node:path";
import { assertRange } from "@retrodict/check";
import type { Benchmark, Report } from "../src/types.ts";
import { chooseCells, type Choice } from "./choose-cells.ts";
import { isFailed } from "./lines.ts";
import { measureMissing, missingJobs } from "./measure-missing.ts";
import type { Job, Line } from "./types.ts";

/** Where the lines are kept. */
export const resultsFolder = join(import.meta.dirname, "results");

/**
 * Measures what is missing among the cells chosen, so that it may be stopped and started at will; with `list` it only
 * says what that is. A new edition measures everything again, for code whose defaults have changed.
 */
export const posterior: Benchmark<
  Choice & {
    edition: string;
    jobs: number;
    minutes: number;
    sbi: string;
    retry: boolean;
    list: boolean;
  }
> = {
  summary: "how close posteriors come to the references, over tasks and budgets; resumable",
  defaults: {
    tasks: "all",
    algorithms: "npe",
    simulations: "1000,10000",
    observations: "all",
    seeds: "1",
    draws: 10_000,
    edition: "01",
    jobs: 1,
    minutes: 240,
    sbi: "",
    retry: false,
    list: false,
  },
  async run({ edition, jobs, minutes, sbi, retry, list, ...choice }): Promise<Report> {
    assertRange(jobs, 1, 2, "--jobs", "bench");
    const cells = chooseCells(choice);
    const results = { folder: resultsFolder, edition, retry };
    const missing = missingJobs(cells, results);
    const count = missing.reduce((sum, { observations }) => sum + observations.length, 0);
    if (list) {
      for (const job of missing) process.stdout.write(`${describe(job)}\n`);
      return { cells: cells.length, missing: count };
    }
    let failed = 0;
    await measureMissing(cells, {
      ...results,
      jobs,
      minutes,
      python: sbi.includes("/") ? resolve(sbi) : sbi,
      onLine: (line) => {
        failed += Number(isFailed(line));
        process.stderr.write(
          `${describe({ ...line, observations: [line.observation] })}: ${outcome(line)}\n`,
        );
      },
    });
    return { cells: cells.length, measured: count, failed };
  },
};

const describe = ({ task, algorithm, simulations, observations, seed }: Job): string =>
  `${algorithm} ${simulations} ${task} ${observations.join(",")} (seed ${seed})`;

const outcome = (line: Line): string => (isFailed(line) ? line.error : line.c2st.toFixed(3));
