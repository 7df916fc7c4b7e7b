/**
 * Neurons with exponentially decaying synaptic conductances in units of the leak's. The conductances decay
 * exactly; the voltage takes a step of exponential Euler at those of the step's start.
 */
import { decay } from "../../../tooling/kernels/assembly/decay";
import { normals, prepareNormals } from "../../../tooling/kernels/assembly/normals";
import { padded, release, spike, threshold, voltages } from "./neurons";
import { endStep } from "./spikes";
import { arrive, excitations, inhibitions } from "./synapses";

prepareNormals();

/** Normal values of a key, with `mean` and `deviation`, at `out`. */
export function gaussians(
  keyHigh: u32,
  keyLow: u32,
  n: i32,
  mean: f64,
  deviation: f64,
  out: usize,
): void {
  normals(((<u64>keyHigh) << 32) | keyLow, n, out);
  for (let i = 0; i < n; i++) {
    const at = out + ((<usize>i) << 3);
    store<f64>(at, mean + deviation * load<f64>(at));
  }
}

/**
 * Steps `from` up to and including `to`, each `stepsPerTau` membrane time constants long. Conductances
 * draw the voltage from `rest` to the reversal potentials; a step keeps the shares `keepE` and `keepI` of them.
 */
export function advanceConductance(
  from: i32,
  to: i32,
  rest: f64,
  stepsPerTau: f64,
  reversalE: f64,
  reversalI: f64,
  keepE: f64,
  keepI: f64,
): void {
  for (let step = from; step <= to; step++) {
    release(step);
    arrive(step);
    update(rest, stepsPerTau, reversalE, reversalI, keepE, keepI);
    endStep(step);
  }
}

function update(
  rest: f64,
  stepsPerTau: f64,
  reversalE: f64,
  reversalI: f64,
  keepE: f64,
  keepI: f64,
): void {
  const n = padded();
  const one = f64x2.splat(1.0);
  const dt = f64x2.splat(stepsPerTau);
  const top = f64x2.splat(threshold);
  for (let i: u32 = 0; i < n; i += 2) {
    const at = (<usize>i) << 3;
    const e = v128.load(excitations + at);
    const h = v128.load(inhibitions + at);
    const conductance = f64x2.add(one, f64x2.add(e, h));
    const drive = f64x2.add(
      f64x2.splat(rest),
      f64x2.add(f64x2.mul(e, f64x2.splat(reversalE)), f64x2.mul(h, f64x2.splat(reversalI))),
    );
    const before = v128.load(voltages + at);
    const gap = f64x2.sub(drive, f64x2.mul(conductance, before));
    const share = f64x2.mul(decays(f64x2.mul(conductance, dt)), dt);
    const v = f64x2.add(before, f64x2.mul(gap, share));
    v128.store(voltages + at, v);
    v128.store(excitations + at, f64x2.mul(e, f64x2.splat(keepE)));
    v128.store(inhibitions + at, f64x2.mul(h, f64x2.splat(keepI)));
    const above = f64x2.ge(v, top);
    if (v128.any_true(above)) spike(i, i64x2.bitmask(above));
  }
}

/** Taylor coefficients (-1)^k / (k + 1)! of `decay`. */
const COEFFICIENTS: i32 = 16;
const coefficients: usize = memory.data(16 * 8, 16);
let coefficient = 1.0;
for (let k = 0; k < COEFFICIENTS; k++) {
  store<f64>(coefficients + ((<usize>k) << 3), coefficient);
  coefficient /= -f64(k + 2);
}

/** `decay` of two values: below one, which is usual, by its Taylor polynomial of degree 15. */
// @ts-ignore: decorator
@inline
function decays(x: v128): v128 {
  const usual = f64x2.lt(f64x2.abs(x), f64x2.splat(1.0));
  return i64x2.all_true(usual) ? polynomial(x) : oneByOne(x);
}

// @ts-ignore: decorator
@inline
function polynomial(x: v128): v128 {
  const x2 = f64x2.mul(x, x);
  const x4 = f64x2.mul(x2, x2);
  const low = f64x2.add(four(0, x, x2), f64x2.mul(four(4, x, x2), x4));
  const high = f64x2.add(four(8, x, x2), f64x2.mul(four(12, x, x2), x4));
  return f64x2.add(low, f64x2.mul(high, f64x2.mul(x4, x4)));
}

/** Four terms from `k` on, by Estrin's scheme: short chains, as the step waits for them. */
// @ts-ignore: decorator
@inline
function four(k: i32, x: v128, x2: v128): v128 {
  const at = coefficients + ((<usize>k) << 3);
  const low = f64x2.add(
    v128.load64_splat(at),
    f64x2.mul(v128.load64_splat(at, 8), x),
  );
  const high = f64x2.add(
    v128.load64_splat(at, 16),
    f64x2.mul(v128.load64_splat(at, 24), x),
  );
  return f64x2.add(low, f64x2.mul(high, x2));
}

function oneByOne(x: v128): v128 {
  return f64x2.replace_lane(
    f64x2.splat(decay(f64x2.extract_lane(x, 0))),
    1,
    decay(f64x2.extract_lane(x, 1)),
  );
}
