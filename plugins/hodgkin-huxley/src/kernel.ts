/** The WebAssembly side: compiled once per thread, at first use, with one memory that all simulators share. */
import { RetrodictError } from "@retrodict/check";
import { baseline } from "./generated/hodgkin-huxley.ts";

interface KernelExports {
  allocate(bytes: number): number;
  buildTables(dt: number): number;
  fillNoise(keyHigh: number, keyLow: number, n: number, out: number): void;
  run(
    tables: number,
    dt: number,
    v0: number,
    theta: number,
    n: number,
    current: number,
    noise: number,
    voltage: number,
  ): void;
}

/** Addresses of the kernel's buffers: the parameters, and traces of up to `capacity` samples. */
interface Buffers {
  readonly capacity: number;
  readonly theta: number;
  readonly current: number;
  readonly noise: number;
  readonly voltage: number;
}

export interface Kernel extends Pick<KernelExports, "fillNoise" | "run"> {
  /** Address of the tables for a time step, built when first asked for. */
  tables(dt: number): number;
  /** Buffers for traces of `n` samples; earlier addresses are void once it had to enlarge them. */
  buffers(n: number): Buffers;
  /** The kernel's memory as float64, from an address on; void after the next `tables` or `buffers`. */
  view(address: number, length: number): Float64Array;
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
  const tablesByStep = new Map<number, number>();
  let buffers = allocateBuffers(code, 0);
  return {
    fillNoise: code.fillNoise,
    run: code.run,
    tables(dt) {
      const address = tablesByStep.get(dt) ?? code.buildTables(dt);
      tablesByStep.set(dt, address);
      return address;
    },
    buffers(n) {
      if (n > buffers.capacity) buffers = allocateBuffers(code, n);
      return buffers;
    },
    view: (address, length) => new Float64Array(memory.buffer, address, length),
  };
}

function allocateBuffers(code: KernelExports, capacity: number): Buffers {
  const trace = () => code.allocate(capacity * 8);
  return {
    capacity,
    theta: code.allocate(8 * 8),
    current: trace(),
    noise: trace(),
    voltage: trace(),
  };
}

function outOfMemory(): never {
  throw new RetrodictError(
    "budget",
    "hodgkin-huxley",
    "expected memory for the traces and tables, got none left; simulate fewer samples or time steps",
  );
}
