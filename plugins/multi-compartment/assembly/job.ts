/**
 * What one run works on, as `src/kernel.ts` lays it out in memory: numbers of 32 bits, most of them
 * addresses. Arrays have one float64 per node where nothing else is said.
 */
@unmanaged
export class Job {
  nodes: i32;
  /** Time steps; traces hold one sample more. */
  steps: i32;
  electrodes: i32;
  /** Byte offset of the parent in arrays like these, u32 in steps of 8 bytes; smaller than the node's own. */
  parents: usize;
  /** Axial conductance to the parent, µS; nothing is read for the root. */
  couplings: usize;
  /** Membrane, in 1000 cm², so that times mS/cm² or µF/cm² it is µS or nF. */
  areas: usize;
  /** The numbers of the model's membrane. */
  membrane: usize;
  /** Where current enters, then the electrodes: `PLACE` bytes each. */
  places: usize;
  /** Injected current during each step, nA. */
  current: usize;
  /** One byte per step: whether its second half is implicit as well. */
  damped: usize;
  /** Membrane potential, mV, electrode by electrode. */
  traces: usize;

  // Scratch.
  voltage: usize;
  halfway: usize;
  inertia: usize;
  drive: usize;
  rhs: usize;
  /** Conductance to ground, then what `solve` makes of it. */
  ground: usize;
  shares: usize;
  /** Four float64 per node: m, h, n and nothing. */
  gates: usize;
}

/** A place between a node and its parent: the node's byte offset, u32, and at 8 its share, float64. */
const PLACE: usize = 16;

/** Adds the current of a step to the right-hand side, shared between the two nodes it lies between. */
// @ts-ignore: decorator
@inline
export function inject(job: Job, step: i32): void {
  const current = load<f64>(job.current + (<usize>step << 3));
  const at = <usize>load<u32>(job.places);
  const share = load<f64>(job.places + 8);
  const near = job.rhs + at;
  store<f64>(near, load<f64>(near) + current * share);
  if (share == 1.0) return;
  const far = job.rhs + <usize>load<u32>(job.parents + at);
  store<f64>(far, load<f64>(far) + current * (1.0 - share));
}

/** Writes what the electrodes see to a sample of their traces. */
// @ts-ignore: decorator
@inline
export function record(job: Job, sample: i32): void {
  let out = job.traces + (<usize>sample << 3);
  let place = job.places;
  for (let i = 0; i < job.electrodes; i++) {
    place += PLACE;
    const at = <usize>load<u32>(place);
    const share = load<f64>(place + 8);
    let v = load<f64>(job.voltage + at);
    if (share != 1.0) v = share * v + (1.0 - share) * load<f64>(job.voltage + load<u32>(job.parents + at));
    store<f64>(out, v);
    out += <usize>(job.steps + 1) << 3;
  }
}
