/** The WebAssembly side: compiled once per thread, at first use, with one memory that all networks take turns in. */
import { RetrodictError } from "@retrodict/check";
import type { Rng } from "@retrodict/spec";
import { baseline } from "./generated/lif-network.ts";

/** Addresses are bytes; `Key` is a key of 64 bits as its high and low half. */
interface KernelExports {
  freeFrom(): number;
  /** As `Math.exp`, but with the same bits in every browser. */
  exponential(x: number): number;
  placeConnectivity(rows: number, targets: number): void;
  connectFixedInDegree(
    ...args: [...Key, neurons: number, excitatory: number, fromE: number, fromI: number]
  ): void;
  connectPairs(...args: [...Key, neurons: number, probability: number, most: number]): void;
  startSpikes(ring: number, capacity: number, ends: number): void;
  startNeurons(
    ...args: [
      neurons: number,
      excitatory: number,
      voltages: number,
      reset: number,
      threshold: number,
      hold: number,
      delay: number,
    ]
  ): void;
  uniforms(...args: [...Key, n: number, low: number, high: number, out: number]): void;
  gaussians(...args: [...Key, n: number, mean: number, deviation: number, out: number]): void;
  startDelta(
    ...args: [
      keep: number,
      excitatoryJump: number,
      inhibitoryJump: number,
      drive: number,
      ...Key,
      counts: number,
    ]
  ): void;
  startSynapses(variables: number, excitatoryWeight: number, inhibitoryWeight: number): void;
  advanceDelta(from: number, to: number): void;
  advanceCurrent(
    ...args: [
      from: number,
      to: number,
      rest: number,
      keep: number,
      keepE: number,
      keepI: number,
      fromE: number,
      fromI: number,
    ]
  ): void;
  advanceConductance(
    ...args: [
      from: number,
      to: number,
      rest: number,
      stepsPerTau: number,
      reversalE: number,
      reversalI: number,
      keepE: number,
      keepI: number,
    ]
  ): void;
  sampleVoltages(sums: number, squares: number): number;
}

type Key = readonly [high: number, low: number];

export interface Kernel extends KernelExports {
  /** Addresses of areas of so many bytes; what was placed before is void. */
  place<Name extends string>(bytes: Readonly<Record<Name, number>>): Record<Name, number>;
  /** The memory from an address on; void after the next `place`. */
  floats(address: number, length: number): Float64Array;
  uint16(address: number, length: number): Uint16Array;
  uint32(address: number, length: number): Uint32Array;
}

const ALIGNMENT = 64;
const PAGE = 65536;

let shared: Kernel | undefined;

/** The key of a part of a network's randomness. */
export function keyOf(rng: Rng, label: string): Key {
  const fork = rng.fork(label);
  return [fork.uint32(), fork.uint32()];
}

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
  return {
    ...code,
    place<Name extends string>(sizes: Readonly<Record<Name, number>>) {
      let end = code.freeFrom();
      const addresses = {} as Record<Name, number>;
      for (const name of Object.keys(sizes) as Name[]) {
        addresses[name] = Math.ceil(end / ALIGNMENT) * ALIGNMENT;
        end = addresses[name] + sizes[name];
      }
      reserve(memory, end);
      return addresses;
    },
    floats: (address, length) => new Float64Array(memory.buffer, address, length),
    uint16: (address, length) => new Uint16Array(memory.buffer, address, length),
    uint32: (address, length) => new Uint32Array(memory.buffer, address, length),
  };
}

function reserve(memory: WebAssembly.Memory, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE);
  if (missing <= 0) return;
  try {
    memory.grow(missing);
  } catch {
    outOfMemory();
  }
}

function outOfMemory(): never {
  throw new RetrodictError(
    "budget",
    "lif-network",
    "expected memory for the network, got none left; simulate fewer neurons or connections",
  );
}
