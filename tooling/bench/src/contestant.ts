/*
 * Ours, as a child process of `pnpm bench peers`: announces itself, then answers each task named on a line of
 * its input with a line of JSON, milliseconds per call over a burst. The scripts in `peers/` do the same, so
 * the runner can let all take turns.
 */
import { createInterface } from "node:readline";
import { machinePeaks } from "./machine-peaks.ts";
import { evaluating } from "./log-density.ts";
import { sampling } from "./sample.ts";
import { simulating } from "./simulate.ts";
import { trainingStep } from "./train-step.ts";
import { training } from "./training.ts";

const BURST_MS = 100;
const [
  kernels = "auto",
  estimator = "maf",
  theta = "10",
  x = "10",
  batch = "200",
  samples = "10000",
] = process.argv.slice(2);
const settings = {
  estimator,
  kernels,
  theta: Number(theta),
  x: Number(x),
  batch: Number(batch),
  samples: Number(samples),
};

/** Milliseconds per call, by task. */
const tasks: Readonly<Record<string, () => number | Promise<number>>> = {
  "train-step": bursts(trainingStep(settings).step),
  ...(estimator === "classifier"
    ? {}
    : {
        train: training(settings),
        sample: bursts(sampling(settings).draw),
        "log-density": bursts(evaluating(settings).evaluate),
      }),
  ...(estimator === "maf" ? { simulate: bursts(simulating("hodgkin-huxley", 50).simulation) } : {}),
};

// oxlint-disable-next-line no-await-in-loop -- warming up, one task after another
for (const task of Object.values(tasks)) await task();
reply({ ready: `retrodict ${estimator}, ${kernels} kernels, node ${process.version}` });
for await (const task of createInterface({ input: process.stdin })) {
  if (task === "peak") reply({ gflops: machinePeaks(kernels).peakGflops });
  else reply({ ms: (await tasks[task]?.()) ?? null });
}

function bursts(call: () => void): () => number {
  return () => burst(call);
}

function burst(call: () => void): number {
  const started = performance.now();
  let calls = 0;
  do {
    call();
    calls++;
  } while (performance.now() - started < BURST_MS);
  return (performance.now() - started) / calls;
}

function reply(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
