import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { RetrodictError, assert } from "@retrodict/check";
import { rounded, summarise } from "./measure.ts";
import type { Benchmark, Report } from "./types.ts";

/** Tasks timed in milliseconds; `peak` is in GFLOP/s. */
const TIMED = ["train-step", "train", "sample", "log-density", "simulate"];
const OURS = ["relaxed", "baseline"];

/**
 * Milliseconds of one 120 ms Hodgkin–Huxley simulation by the Cython solver published with Gonçalves et
 * al. (2020), on one core of the machine this was developed on; its build is not part of this repository.
 */
const REFERENCE_SIMULATE_MS = 10.3;

/** A program by name, or by a path from where the command was given. */
const program = (file: string) => (file.includes("/") ? resolve(file) : file);

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

interface Contestant {
  readonly name: string;
  readonly ready: string;
  /** Milliseconds or GFLOP/s of one burst; undefined where it does not do the task. */
  ask(task: string): Promise<number | undefined>;
  stop(): void;
}

/**
 * Ours and others taking turns in one run, each a process of one thread, all pinned to one core. A task's
 * figure is the least of its bursts; ratios are of the least to the least.
 */
export const peers: Benchmark<{
  estimator: string;
  sbi: string;
  jax: string;
  theta: number;
  x: number;
  batch: number;
  samples: number;
  rounds: number;
  core: string;
}> = {
  summary: "ours beside sbi and JAX, taking turns on one core; give their Python interpreters",
  defaults: {
    estimator: "maf",
    sbi: "",
    jax: "",
    theta: 10,
    x: 10,
    batch: 200,
    samples: 10_000,
    rounds: 20,
    core: "0",
  },
  async run({ estimator, sbi, jax, rounds, core, ...sizes }) {
    const shape = [estimator, sizes.theta, sizes.x, sizes.batch, sizes.samples].map(String);
    const commands: [string, string[]][] = [
      ...OURS.map((kernels): [string, string[]] => [
        kernels,
        [process.execPath, here("contestant.ts"), kernels, ...shape],
      ]),
      ["sbi", sbi === "" ? [] : [program(sbi), "-B", here("../peers/sbi_step.py"), ...shape]],
      ["jax", jax === "" ? [] : [program(jax), "-B", here("../peers/jax_step.py"), ...shape]],
    ];
    const contestants: Contestant[] = [];
    try {
      for (const [name, command] of commands) {
        // oxlint-disable-next-line no-await-in-loop -- one at a time, as they share the core
        if (command.length > 0) contestants.push(await start(name, command, core));
      }
      return report(contestants, await takeTurns(contestants, rounds));
    } finally {
      contestants.forEach((contestant) => contestant.stop());
    }
  },
};

/** Figures by task and contestant, in the order they were taken. */
type Figures = Map<string, number[]>;

async function takeTurns(contestants: readonly Contestant[], rounds: number): Promise<Figures> {
  const figures: Figures = new Map();
  for (let round = 0; round < rounds; round++) {
    for (const task of [...TIMED, "peak"]) {
      for (const { name, ask } of contestants) {
        // oxlint-disable-next-line no-await-in-loop -- taking turns is the point
        const value = await ask(task);
        const key = `${task} ${name}`;
        if (value !== undefined) figures.set(key, [...(figures.get(key) ?? []), value]);
      }
    }
  }
  return figures;
}

function report(contestants: readonly Contestant[], figures: Figures): Report {
  const best = (key: string) => summarise(figures.get(key)!).min;
  const lines: Record<string, number | string> = {};
  for (const { name, ready } of contestants) lines[name] = ready;
  for (const [key, values] of figures) {
    if (key.startsWith("peak")) lines[`${key} GFLOP/s`] = rounded(Math.max(...values));
    else {
      lines[`${key} ms`] = rounded(best(key));
      lines[`${key} ms median`] = rounded(summarise(values).median);
    }
  }
  for (const ours of OURS) {
    for (const task of TIMED.filter((name) => figures.has(`${name} ${ours}`))) {
      for (const peer of ["sbi", "jax"].filter((name) => figures.has(`${task} ${name}`))) {
        lines[`${task} ${peer} / ${ours}`] = rounded(
          best(`${task} ${peer}`) / best(`${task} ${ours}`),
        );
      }
    }
    const simulate = `simulate ${ours}`;
    if (figures.has(simulate)) {
      lines[`simulate reference (${REFERENCE_SIMULATE_MS} ms, cited) / ${ours}`] = rounded(
        REFERENCE_SIMULATE_MS / best(simulate),
      );
    }
  }
  return lines;
}

/** Starts a process, away from the sources as sbi leaves logs behind, and waits until it has said what it is. */
async function start(name: string, command: readonly string[], core: string): Promise<Contestant> {
  const pin = process.platform === "linux" ? ["taskset", "-c", core] : [];
  const [file, ...args] = [...pin, ...command] as [string, ...string[]];
  const child = spawn(file, args, { cwd: tmpdir(), stdio: ["pipe", "pipe", "inherit"] });
  const failed = new Promise<never>((_, reject) => child.once("error", reject));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const read = async (): Promise<{ ready?: string; ms?: number; gflops?: number }> => {
    const { value, done } = await Promise.race([lines.next(), failed]);
    if (done !== true) return JSON.parse(value);
    throw new RetrodictError(
      "argument",
      "bench",
      `expected ${name} to answer, got its end; see its error above and tooling/bench/peers/README.md`,
    );
  };
  const { ready } = await read();
  assert(
    ready !== undefined,
    "argument",
    "bench",
    `expected ${name} to announce itself; see above`,
  );
  return {
    name,
    ready,
    async ask(task) {
      child.stdin.write(`${task}\n`);
      const { ms, gflops } = await read();
      return ms ?? gflops ?? undefined;
    },
    stop: () => child.stdin.end(),
  };
}
