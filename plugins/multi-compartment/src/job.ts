/** A run of a cable, and how it lies in the kernel's memory: the `Job` of `assembly/job.ts`. */
import type { Place } from "./place.ts";
import type { Tree } from "./tree.ts";

/** One run of a cable. */
export interface CableRun {
  readonly tree: Tree;
  /** Ohm.cm */
  readonly axialResistivity: number;
  /** The numbers of the model's membrane, at most eight, as its kernel documents them. */
  readonly membrane: readonly number[];
  /** Where current enters. */
  readonly stimulus: Place;
  readonly electrodes: readonly Place[];
  /** Injected during each step, nA. */
  readonly current: Float64Array;
  /** One where a step's second half is implicit as well, zero elsewhere. */
  readonly damped: Uint8Array;
  /** Where the voltage goes, electrode by electrode, one sample more than there are steps. */
  readonly traces: Float64Array;
}

/** Bytes of the arrays whose addresses a `Job` holds after its three counts, in its order. */
const ARRAYS = {
  parents: ({ nodes }: Counts) => 8 * nodes,
  couplings: ({ nodes }: Counts) => 8 * nodes,
  areas: ({ nodes }: Counts) => 8 * nodes,
  membrane: () => 8 * 8,
  places: ({ electrodes }: Counts) => 16 * (electrodes + 1),
  current: ({ steps }: Counts) => 8 * steps,
  damped: ({ steps }: Counts) => steps,
  traces: ({ steps, electrodes }: Counts) => 8 * (steps + 1) * electrodes,
  voltage: ({ nodes }: Counts) => 8 * nodes,
  halfway: ({ nodes }: Counts) => 8 * nodes,
  inertia: ({ nodes }: Counts) => 8 * nodes,
  drive: ({ nodes }: Counts) => 8 * nodes,
  rhs: ({ nodes }: Counts) => 8 * nodes,
  ground: ({ nodes }: Counts) => 8 * nodes,
  shares: ({ nodes }: Counts) => 8 * nodes,
  gates: ({ nodes }: Counts) => 32 * nodes,
} as const;

interface Counts {
  readonly nodes: number;
  readonly steps: number;
  readonly electrodes: number;
}

type ArrayName = keyof typeof ARRAYS;
type Addresses = Readonly<Record<ArrayName, number>>;

const NAMES = Object.keys(ARRAYS) as ArrayName[];

/** Words of a `Job`. */
export const JOB_WORDS = 3 + NAMES.length;

/** Bytes that the arrays of a run take. */
export function bytesOf(run: CableRun): number {
  return sizesOf(run).reduce((sum, size) => sum + size, 0);
}

/** Writes the job and, from `start` on, what it points at; returns the address of the traces. */
export function writeJob(buffer: ArrayBuffer, job: number, start: number, run: CableRun): number {
  const sizes = sizesOf(run);
  let end = start;
  const addresses = NAMES.map((name, i) => [name, (end += sizes[i]) - sizes[i]] as const);
  const { nodes, steps, electrodes } = countsOf(run);
  const words = [nodes, steps, electrodes, ...addresses.map(([, address]) => address)];
  new Uint32Array(buffer, job, JOB_WORDS).set(words);
  const at = Object.fromEntries(addresses) as Addresses;
  writeTree(buffer, at, run);
  writeExperiment(buffer, at, run);
  return at.traces;
}

/** In multiples of 16 bytes, so that every array is aligned. */
function sizesOf(run: CableRun): number[] {
  const counts = countsOf(run);
  return NAMES.map((name) => Math.ceil(ARRAYS[name](counts) / 16) * 16);
}

function countsOf({ tree, current, electrodes }: CableRun): Counts {
  return { nodes: tree.nodes, steps: current.length, electrodes: electrodes.length };
}

function writeTree(buffer: ArrayBuffer, at: Addresses, { tree, axialResistivity }: CableRun): void {
  const couplings = new Float64Array(buffer, at.couplings, tree.nodes);
  const areas = new Float64Array(buffer, at.areas, tree.nodes);
  const parents = new Uint32Array(buffer, at.parents, 2 * tree.nodes);
  for (let i = 0; i < tree.nodes; i++) {
    couplings[i] = tree.couplings[i] / axialResistivity;
    areas[i] = tree.areas[i] * 1e-5; // um2 to 1000 cm2
    parents[2 * i] = 8 * tree.parents[i];
  }
}

function writeExperiment(buffer: ArrayBuffer, at: Addresses, run: CableRun): void {
  [run.stimulus, ...run.electrodes].forEach(({ node, share }, i) => {
    const place = new DataView(buffer, at.places + 16 * i, 16);
    place.setUint32(0, 8 * node, true);
    place.setFloat64(8, share, true);
  });
  new Float64Array(buffer, at.membrane, run.membrane.length).set(run.membrane);
  new Float64Array(buffer, at.current, run.current.length).set(run.current);
  new Uint8Array(buffer, at.damped, run.damped.length).set(run.damped);
}
