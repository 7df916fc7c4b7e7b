import { baseline, relaxed } from "./generated/peak.ts";
import { measure, rounded } from "./measure.ts";
import type { Report } from "./types.ts";

/** The kernel of `assembly/peak.ts`. */
type Peak = (rounds: number, factor: number, term: number) => number;

const ROUNDS = 100_000;
const OPERATIONS = 80 * ROUNDS;
const COPIED = 64 * 2 ** 20;

/**
 * What this core does at its best, measured beside every benchmark, so that runs on other machines or
 * under load can be compared as ratios: multiply-adds of a build's SIMD from registers, in GFLOP/s, and
 * copying 64 MB, in GB/s.
 */
export function machinePeaks(kernels: string): Report {
  const peak = peakOf(kernels === "relaxed" ? relaxed : baseline);
  const [from, to] = [new Uint8Array(COPIED).fill(1), new Uint8Array(COPIED)];
  return {
    peakGflops: rounded(OPERATIONS / measure(() => peak(ROUNDS, 0.999, 0.001), 10).min / 1e6),
    copyGBs: rounded(COPIED / measure(() => to.set(from), 3).min / 1e6),
  };
}

function peakOf(base64: string): Peak {
  const module = new WebAssembly.Module(Buffer.from(base64, "base64"));
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { peak } = new WebAssembly.Instance(module, { env: { memory, abort: () => undefined } })
    .exports;
  return peak as Peak;
}
