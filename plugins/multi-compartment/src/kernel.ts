/** The WebAssembly side: compiled once per thread, at first use, with one memory that all simulators share. */
import { RetrodictError } from "@retrodict/check";
import type { Rng } from "@retrodict/spec";
import { baseline } from "./generated/multi-compartment.ts";
import { JOB_WORDS, bytesOf, writeJob, type CableRun } from "./job.ts";
import { PACKAGE } from "./morphology.ts";

interface KernelExports {
  allocate(bytes: number): number;
  buildTables(dt: number): number;
  fillNoise(keyHigh: number, keyLow: number, n: number, out: number): void;
  passive(job: number): void;
  hodgkinHuxley(job: number, tables: number): void;
}

export interface Kernel {
  /** Deflections from rest of a passive cable, mV; `membrane` holds 2 C / dt and the leak, mS/cm2. */
  passive(run: CableRun): void;
  /**
   * Membrane potential of a Hodgkin–Huxley cable, mV. `membrane` holds 2 C / dt, g_Na, g_K and g_leak
   * (mS/cm2), E_leak and the starting voltage (mV), and the time step in ms at 6.3 °C.
   */
  hodgkinHuxley(run: CableRun): void;
  /** The first `n` standard normals of the next 64 bits of `rng`; void after the next call of anything here. */
  normals(rng: Rng, n: number): Float64Array;
}

let shared: Kernel | undefined;

/** The kernel of this thread. */
export function kernel(): Kernel {
  return (shared ??= instantiate());
}

function instantiate(): Kernel {
  const bytes = Uint8Array.from(atob(baseline), (character) => character.charCodeAt(0));
  const memory = new WebAssembly.Memory({ initial: 16 });
  const imports = { env: { memory, abort: outOfMemory } };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
  const code = exports as unknown as KernelExports;
  const job = code.allocate(4 * JOB_WORDS);
  const tablesByStep = new Map<number, number>();
  const space = growingSpace(code);
  const solve = (run: CableRun, solver: (job: number) => void) => {
    const start = space(bytesOf(run));
    const traces = writeJob(memory.buffer, job, start, run);
    solver(job);
    run.traces.set(new Float64Array(memory.buffer, traces, run.traces.length));
  };
  return {
    passive: (run) => solve(run, code.passive),
    hodgkinHuxley(run) {
      const dt = run.membrane[6];
      const tables = tablesByStep.get(dt) ?? code.buildTables(dt);
      tablesByStep.set(dt, tables);
      solve(run, (address) => code.hodgkinHuxley(address, tables));
    },
    normals(rng, n) {
      const out = space(8 * n);
      code.fillNoise(rng.uint32(), rng.uint32(), n, out);
      return new Float64Array(memory.buffer, out, n);
    },
  };
}

/** One stretch of memory, as large as the largest asked for; what was in it before is void. */
function growingSpace(code: KernelExports): (bytes: number) => number {
  let capacity = 0;
  let address = 0;
  return (bytes) => {
    if (bytes > capacity) {
      address = code.allocate(bytes);
      capacity = bytes;
    }
    return address;
  };
}

function outOfMemory(): never {
  throw new RetrodictError(
    "budget",
    PACKAGE,
    "expected memory for the cell and its traces, got none left; simulate fewer samples, electrodes or compartments",
  );
}
