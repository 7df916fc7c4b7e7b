/**
 * A neuron's step. Its five pairs of currents are (Na, CaT), (A, CaS), (KCa, Kd), (H, leak) and those of
 * glutamatergic and cholinergic synapses onto it. Conductances are in units in which they are a step's.
 */
import { pairAt, withinCell } from "../../../tooling/kernels/assembly/table";
import { COLUMNS } from "./channels";
import {
  CALCIUM_GAIN,
  CALCIUM_SHARE,
  CHOLINERGIC,
  NERNST,
  NOISE,
  POWER,
  factors,
  membrane,
} from "./coefficients";
import { decays, logarithms } from "./functions";
import { cellOf, rowFor } from "./gating-tables";
import { TRACE, noises, powers } from "./traces";

/** Reversal potentials of the pairs, mV; calcium's vary. */
const E_NA_CA: usize = memory.data<f64>([50.0, 0.0], 16);
const E_K: usize = memory.data<f64>([-80.0, -80.0], 16);
const E_H_LEAK: usize = memory.data<f64>([-20.0, -50.0], 16);
const E_SYNAPSES: usize = memory.data<f64>([-70.0, -80.0], 16);

const VOLTAGE_AT_START: f64 = -50.0;
const CA_AT_START: f64 = 0.05;
/** Calcium at rest; where KCa is half active (uM); and the logarithm of the 3000 uM outside. */
const CA_REST: usize = memory.data<f64>([0.05], 8);
const CA_HALF: usize = memory.data<f64>([3.0], 8);
const LN_CA_OUTSIDE: usize = memory.data<f64>([8.006367567650246], 8);

/**
 * Twelve gates of each neuron, the last being the synapses it drives; V, calcium (uM) and the latest step's
 * E_Ca of each, and of a fourth that fills a pair; and PD's own synapses.
 */
export const state: usize = memory.data((3 * 12 + 3 * 4 + 1) * 8, 16);
export const GATES: usize = 12 * 8;
export const S: usize = 11 * 8;
export const V: usize = 3 * GATES;
const CA: usize = V + 4 * 8;
const E_CA: usize = V + 8 * 8;
export const S_PD: usize = V + 12 * 8;

/** Every gate closed. */
export function resetState(): void {
  memory.fill(state, 0, S_PD + 8);
  for (let j: usize = 0; j < 4; j++) {
    store<f64>(state + V + (j << 3), VOLTAGE_AT_START);
    store<f64>(state + CA + (j << 3), CA_AT_START);
  }
}

/** Calcium of two neurons. */
// @ts-ignore: decorator
@inline
export function calciumOf(first: usize): v128 {
  return v128.load(state + CA + first * 8);
}

/** E_Ca of two neurons, mV. */
// @ts-ignore: decorator
@inline
export function calciumReversal(calcium: v128): v128 {
  const ratio = f64x2.sub(v128.load64_splat(LN_CA_OUTSIDE), logarithms(calcium));
  return f64x2.mul(v128.load64_splat(factors + NERNST), ratio);
}

/** Keeps E_Ca of two neurons, for the power of the next step. */
// @ts-ignore: decorator
@inline
export function keepReversal(first: usize, reversal: v128): void {
  v128.store(state + E_CA + first * 8, reversal);
}

/** The factor of KCa's steady state in two neurons. */
// @ts-ignore: decorator
@inline
export function calciumActivation(calcium: v128): v128 {
  return f64x2.div(calcium, f64x2.add(calcium, v128.load64_splat(CA_HALF)));
}

/**
 * The neuron's conductance and its current at V, with the noise of the sample at an offset of the traces. Takes
 * the step of calcium and writes the power. V and E_Ca are in both lanes.
 */
// @ts-ignore: decorator
@inline
export function currents(
  neuron: usize,
  at: usize,
  v: v128,
  eCa: v128,
  synapses: v128,
  withPower: bool,
): v128 {
  const self = state + neuron * GATES;
  const own = membrane + neuron * 64;
  const naCaT = f64x2.mul(v128.load(own), cubeTimes(self));
  const aCaS = f64x2.mul(v128.load(own + 16), cubeTimes(self + 32));
  const kCaKd = f64x2.mul(v128.load(own + 32), fourthPower(v128.load(self + 64)));
  const hAndOne = v128.load64_lane(self + 80, f64x2.splat(1.0), 0);
  const hLeak = f64x2.mul(v128.load(own + 48), hAndOne);

  const gapNaCaT = f64x2.sub(withCalcium(E_NA_CA, eCa), v);
  const gapACaS = f64x2.sub(withCalcium(E_K, eCa), v);
  const gapK = f64x2.sub(v128.load(E_K), v);
  const gapHLeak = f64x2.sub(v128.load(E_H_LEAK), v);
  const gapSynapses = f64x2.sub(v128.load(E_SYNAPSES), v);

  if (withPower) {
    const before = v128.load64_splat(state + E_CA + neuron * 8);
    const power = sum(
      f64x2.mul(naCaT, square(f64x2.sub(withCalcium(E_NA_CA, before), v))),
      f64x2.mul(aCaS, square(f64x2.sub(withCalcium(E_K, before), v))),
      f64x2.mul(kCaKd, square(gapK)),
      f64x2.mul(hLeak, square(gapHLeak)),
      f64x2.mul(synapses, square(gapSynapses)),
    );
    const total = f64x2.extract_lane(power, 0) + f64x2.extract_lane(power, 1);
    store<f64>(powers + neuron * TRACE + at, total * load<f64>(factors + POWER));
  }

  const caTAndCaS = f64x2.extract_lane(f64x2.add(naCaT, aCaS), 1);
  stepCalcium(neuron, caTAndCaS * f64x2.extract_lane(gapNaCaT, 1));

  const conductance = sum(naCaT, aCaS, kCaKd, hLeak, synapses);
  const current = sum(
    f64x2.mul(naCaT, gapNaCaT),
    f64x2.mul(aCaS, gapACaS),
    f64x2.mul(kCaKd, gapK),
    f64x2.mul(hLeak, gapHLeak),
    f64x2.mul(synapses, gapSynapses),
  );
  const noise = load<f64>(noises + neuron * TRACE + at) * load<f64>(factors + NOISE);
  const firsts = v128.shuffle<f64>(conductance, current, 0, 2);
  const seconds = v128.shuffle<f64>(conductance, current, 1, 3);
  return f64x2.add(f64x2.add(firsts, seconds), f64x2.replace_lane(f64x2.splat(0.0), 1, noise));
}

/** V of two neurons a step later, from what `currents` gave for each. */
// @ts-ignore: decorator
@inline
export function stepMembranes(v: v128, first: v128, second: v128): v128 {
  const conductance = v128.shuffle<f64>(first, second, 0, 2);
  const current = v128.shuffle<f64>(first, second, 1, 3);
  return f64x2.add(v, f64x2.mul(current, decays(conductance)));
}

/** A step of the neuron's gates and of the synapses it drives, at V before its step. */
// @ts-ignore: decorator
@inline
export function stepGates(neuron: usize, v: f64, byCalcium: v128, lastCell: f64): void {
  const self = state + neuron * GATES;
  const cell = cellOf(v);
  const row = rowFor(v, cell, lastCell);
  const t = f64x2.splat(withinCell(cell));
  relax(self, pairAt(row, COLUMNS, 0, t), pairAt(row, COLUMNS, 1, t));
  relax(self + 16, pairAt(row, COLUMNS, 2, t), pairAt(row, COLUMNS, 3, t));
  relax(self + 32, pairAt(row, COLUMNS, 4, t), pairAt(row, COLUMNS, 5, t));
  relax(self + 48, pairAt(row, COLUMNS, 6, t), pairAt(row, COLUMNS, 7, t));
  const factor = v128.shuffle<f64>(byCalcium, f64x2.splat(1.0), 0, 2);
  const kCaKd = f64x2.mul(pairAt(row, COLUMNS, 8, t), factor);
  relax(self + 64, kCaKd, pairAt(row, COLUMNS, 9, t));
  const steady = pairAt(row, COLUMNS, 10, t);
  const share = pairAt(row, COLUMNS, 11, t);
  relax(self + 80, steady, f64x2.pmin(f64x2.splat(1.0), share));
  if (neuron == 0) {
    const pd = load<f64>(state + S_PD);
    const pdShare = f64x2.extract_lane(share, 1) * load<f64>(factors + CHOLINERGIC);
    const gap = f64x2.extract_lane(steady, 1) - pd;
    store<f64>(state + S_PD, pd + gap * (pdShare < 1.0 ? pdShare : 1.0));
  }
}

/** `current` is what flows in through calcium channels. */
// @ts-ignore: decorator
@inline
function stepCalcium(neuron: usize, current: f64): void {
  const at = state + CA + neuron * 8;
  const calcium = load<f64>(at);
  const steady = load<f64>(CA_REST) + load<f64>(factors + CALCIUM_GAIN) * current;
  store<f64>(at, calcium + (steady - calcium) * load<f64>(factors + CALCIUM_SHARE));
}

/** A pair of reversal potentials of which the second is calcium's. */
// @ts-ignore: decorator
@inline
function withCalcium(reversals: usize, eCa: v128): v128 {
  return v128.shuffle<f64>(v128.load(reversals), eCa, 0, 2);
}

// @ts-ignore: decorator
@inline
function relax(gates: usize, steady: v128, share: v128): void {
  const pair = v128.load(gates);
  v128.store(gates, f64x2.add(pair, f64x2.mul(f64x2.sub(steady, pair), share)));
}

/** `m^3 h` of a pair of channels. */
// @ts-ignore: decorator
@inline
function cubeTimes(gates: usize): v128 {
  const m = v128.load(gates);
  return f64x2.mul(square(m), f64x2.mul(m, v128.load(gates + 16)));
}

// @ts-ignore: decorator
@inline
function fourthPower(x: v128): v128 {
  return square(square(x));
}

// @ts-ignore: decorator
@inline
function square(x: v128): v128 {
  return f64x2.mul(x, x);
}

// @ts-ignore: decorator
@inline
function sum(a: v128, b: v128, c: v128, d: v128, e: v128): v128 {
  return f64x2.add(f64x2.add(a, b), f64x2.add(c, f64x2.add(d, e)));
}
