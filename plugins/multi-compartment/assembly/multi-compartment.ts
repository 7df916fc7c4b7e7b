/**
 * Cables on a tree of nodes under current clamp, passive or with Hodgkin–Huxley channels. Float64 and
 * baseline SIMD only, so every machine gives the same bits.
 */
import { normals, prepareNormals } from "../../../tooling/kernels/assembly/normals";
import { Job, record } from "./job";
import { advance } from "./step";

export { buildTables, hodgkinHuxley } from "./hodgkin-huxley";

prepareNormals();

/** Memory that stays; the allocator grows it as needed. */
export function allocate(bytes: usize): usize {
  return heap.alloc(bytes);
}

/** The first `n` standard normals of a key of 64 bits, float64, to `out`. */
export function fillNoise(keyHigh: u32, keyLow: u32, n: i32, out: usize): void {
  normals(((<u64>keyHigh) << 32) | keyLow, n, out);
}

/**
 * Deflections from rest, mV, of a passive cable that starts there. `membrane` holds 2 C / dt and the leak
 * conductance, mS/cm². The matrix stays the same, so the first step factors it for all.
 */
export function passive(address: usize): void {
  const job = changetype<Job>(address);
  const inertia = load<f64>(job.membrane);
  const leak = load<f64>(job.membrane + 8);
  const end = <usize>job.nodes << 3;
  for (let at: usize = 0; at < end; at += 8) {
    const area = load<f64>(job.areas + at);
    store<f64>(job.inertia + at, inertia * area);
    store<f64>(job.ground + at, (inertia + leak) * area);
    store<f64>(job.drive + at, 0.0);
    store<f64>(job.voltage + at, 0.0);
  }
  record(job, 0);
  for (let step = 0; step < job.steps; step++) {
    advance(job, step, step == 0);
    record(job, step + 1);
  }
}
