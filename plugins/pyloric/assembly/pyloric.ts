/**
 * Solver of the network: exponential Euler for voltage, calcium and gates and forward Euler for the
 * synapses, every right-hand side at the sample before. Gates come from tables in V, two at once; outside
 * their range, or throughout, from the formulas. Float64 and baseline SIMD only, so every machine gives the
 * same bits.
 */
import { normalsFrom, prepareNormals } from "../../../tooling/kernels/assembly/normals";
import {
  NODES,
  fitRow,
  nodeAt,
  pairAt,
  rowAt,
  rowBytes,
  withinCell,
} from "../../../tooling/kernels/assembly/table";
import { COLUMNS, SPEEDS, gates } from "./channels";
import {
  CALCIUM_GAIN,
  CALCIUM_SHARE,
  CHOLINERGIC,
  NERNST,
  NOISE,
  POWER,
  factors,
  membrane,
  setCoefficients,
  speeds,
  synapses,
  theta,
} from "./coefficients";
import { decays, logarithms } from "./functions";
import { GENERATOR, nextNormal, seedGenerator } from "./mt19937";

export { factors, membrane, synapses, theta };

/** Reversal potentials, mV: of Na, (CaT), of A, KCa and Kd twice, of H and leak, of glutamatergic and cholinergic synapses. */
const reversals: usize = memory.data<f64>([50.0, 0.0, -80.0, -80.0, -20.0, -50.0, -70.0, -80.0], 16);
/** Calcium, uM: at rest; where KCa is half active; and the logarithm of that outside. */
const CA_REST: f64 = 0.05;
const calcium: usize = memory.data<f64>([0.05, 3.0, 8.006367567650246], 16);
const INITIAL_VOLTAGE: f64 = -50.0;

/** Cells of 1/4 mV, the first centred on the lowest V. */
const CELLS: i32 = 960;
const PER_MV: f64 = 4.0;
const LOWEST_V: f64 = -100.0;
const tables: usize = heap.alloc(<usize>CELLS * rowBytes(COLUMNS));
const tabulated: usize = memory.data(5 * 8, 16);
const samples: usize = memory.data(6 * 24 * 8, 16);
/** A row whose functions are constant: only its first coefficients are ever written. */
const exactRow: usize = memory.data(6 * 24 * 8, 16);

/** Most samples computed at once. */
export const CHUNK: i32 = 4096;
const TRACE: usize = 4096 * 8;
/** Three traces each: mV, nW/cm2, standard normals. */
export const voltages: usize = heap.alloc(3 * TRACE);
export const powers: usize = heap.alloc(3 * TRACE);
export const noises: usize = heap.alloc(3 * TRACE);

/** Twelve gates of each neuron, the last of which are the synapses it drives, V, calcium (uM) and E_Ca of each, and the synapses of PD. */
export const state: usize = memory.data((3 * 12 + 3 * 4 + 1) * 8, 16);
const NEURON: usize = 96;
const S: usize = 88;
/** Of the three neurons, and of a fourth that fills a pair. */
const V: usize = 3 * 96;
const CA: usize = V + 32;
const E_CA: usize = V + 64;
const S_PD: usize = V + 96;

const keys: usize = memory.data(3 * 8, 8);
const generators: usize = memory.data(3 * 2512, 16);

prepareNormals();

/** The network of `theta` at the start: at -50 mV with every gate closed, which is the first sample. */
export function prepare(dt: f64, temperature: f64, noise: f64): void {
  setCoefficients(dt, temperature, noise);
  memory.fill(state, 0, S_PD + 8);
  for (let j: usize = 0; j < 4; j++) {
    store<f64>(state + V + (j << 3), INITIAL_VOLTAGE);
    store<f64>(state + CA + (j << 3), CA_REST);
  }
  for (let j: usize = 0; j < 3; j++) {
    store<f64>(voltages + j * TRACE, INITIAL_VOLTAGE);
    store<f64>(powers + j * TRACE, 0.0);
  }
}

/** Builds the tables, unless they are those of the network already; returns how many cells `run` may use. */
export function tabulate(): i32 {
  if (memory.compare(tabulated, speeds, <usize>(SPEEDS * 8)) == 0) return CELLS;
  for (let i = 0; i < CELLS; i++) {
    for (let k = 0; k < NODES; k++) {
      const v = LOWEST_V + (f64(i) + nodeAt(k)) / PER_MV;
      gates(v, speeds, samples + <usize>(k * COLUMNS * 8));
    }
    fitRow(samples, COLUMNS, tables + <usize>i * rowBytes(COLUMNS));
  }
  memory.copy(tabulated, speeds, <usize>(SPEEDS * 8));
  return CELLS;
}

/** The key of 64 bits of a neuron's noise. */
export function setNoiseKey(neuron: i32, high: u32, low: u32): void {
  store<u64>(keys + ((<usize>neuron) << 3), ((<u64>high) << 32) | low);
}

/** Noise for `n` samples from `start` on, of the keys. */
export function drawNoise(start: i32, n: i32): void {
  for (let j: usize = 0; j < 3; j++) {
    normalsFrom(load<u64>(keys + (j << 3)), start, n, noises + j * TRACE);
  }
}

/** Readies numpy's `RandomState(seed).normal(size=(3, length))`, row by row. */
export function seedNoise(seed: u32, length: i32): void {
  seedGenerator(generators, seed);
  for (let j: usize = 1; j < 3; j++) {
    const generator = generators + j * <usize>GENERATOR;
    memory.copy(generator, generator - <usize>GENERATOR, <usize>GENERATOR);
    for (let k = 0; k < length; k++) nextNormal(generator);
  }
}

/** The next `n` of each of these rows. */
export function drawSeededNoise(n: i32): void {
  for (let j: usize = 0; j < 3; j++) {
    for (let k = 0; k < n; k++) {
      store<f64>(noises + j * TRACE + ((<usize>k) << 3), nextNormal(generators + j * <usize>GENERATOR));
    }
  }
}

/** Samples `from … to - 1` of the chunk, of which the first of a run is there already. `cells` 0 means no tables. */
export function run(from: i32, to: i32, cells: i32): void {
  advance(from, to, cells, false);
}

/** The same, with the power that each neuron takes. */
export function runWithPower(from: i32, to: i32, cells: i32): void {
  advance(from, to, cells, true);
}

// @ts-ignore: decorator
@inline
function advance(from: i32, to: i32, cells: i32, withPower: bool): void {
  const lastCell = f64(cells - 1);
  const abLp = load<f64>(synapses);
  const pdLp = load<f64>(synapses + 8);
  const abPy = load<f64>(synapses + 16);
  const pdPy = load<f64>(synapses + 24);
  const lpPd = load<f64>(synapses + 32);
  const lpPy = load<f64>(synapses + 40);
  const pyLp = load<f64>(synapses + 48);
  for (let k = from; k < to; k++) {
    const at = (<usize>k) << 3;
    const ab = load<f64>(state + S);
    const lp = load<f64>(state + NEURON + S);
    const py = load<f64>(state + 2 * NEURON + S);
    const pd = load<f64>(state + S_PD);
    const v01 = v128.load(state + V);
    const v2 = v128.load(state + V + 16);
    const ca01 = v128.load(state + CA);
    const ca2 = v128.load(state + CA + 16);
    const eCa01 = calciumReversal(ca01);
    const eCa2 = calciumReversal(ca2);
    const half = v128.load64_splat(calcium + 8);
    const kCa01 = f64x2.div(ca01, f64x2.add(ca01, half));
    const kCa2 = f64x2.div(ca2, f64x2.add(ca2, half));

    const ontoAb = pair(lpPd * lp, 0.0);
    const ontoLp = pair(abLp * ab + pyLp * py, pdLp * pd);
    const ontoPy = pair(abPy * ab + lpPy * lp, pdPy * pd);
    const step0 = currents(0, at, low(v01), low(eCa01), ontoAb, withPower);
    const step1 = currents(1, at, high(v01), high(eCa01), ontoLp, withPower);
    const step2 = currents(2, at, low(v2), low(eCa2), ontoPy, withPower);
    if (withPower) {
      v128.store(state + E_CA, eCa01);
      v128.store(state + E_CA + 16, eCa2);
    }
    relaxGates(0, f64x2.extract_lane(v01, 0), low(kCa01), lastCell);
    relaxGates(1, f64x2.extract_lane(v01, 1), high(kCa01), lastCell);
    relaxGates(2, f64x2.extract_lane(v2, 0), low(kCa2), lastCell);

    const next01 = membraneStep(v01, step0, step1);
    const next2 = membraneStep(v2, step2, step2);
    v128.store(state + V, next01);
    v128.store(state + V + 16, next2);
    v128.store64_lane(voltages + at, next01, 0);
    v128.store64_lane(voltages + TRACE + at, next01, 1);
    v128.store64_lane(voltages + 2 * TRACE + at, next2, 0);
  }
}

/** E_Ca (mV) of two neurons. */
// @ts-ignore: decorator
@inline
function calciumReversal(inside: v128): v128 {
  const logarithm = f64x2.sub(v128.load64_splat(calcium + 16), logarithms(inside));
  return f64x2.mul(v128.load64_splat(factors + NERNST), logarithm);
}

/**
 * A neuron's conductance and its current at V, both in units in which they are a step's; and its step of calcium.
 * The currents are summed in pairs: (Na, CaT), (A, CaS), (KCa, Kd), (H, leak), (glutamate, acetylcholine).
 */
// @ts-ignore: decorator
@inline
function currents(
  neuron: usize,
  at: usize,
  v: v128,
  eCa: v128,
  synaptic: v128,
  withPower: bool,
): v128 {
  const self = state + neuron * NEURON;
  const own = membrane + neuron * 64;
  const mNaCaT = v128.load(self);
  const mACaS = v128.load(self + 32);
  const mKCaKd = v128.load(self + 64);
  const squares = f64x2.mul(mKCaKd, mKCaKd);
  const naCaT = f64x2.mul(
    f64x2.mul(v128.load(own), f64x2.mul(mNaCaT, mNaCaT)),
    f64x2.mul(mNaCaT, v128.load(self + 16)),
  );
  const aCaS = f64x2.mul(
    f64x2.mul(v128.load(own + 16), f64x2.mul(mACaS, mACaS)),
    f64x2.mul(mACaS, v128.load(self + 48)),
  );
  const kCaKd = f64x2.mul(v128.load(own + 32), f64x2.mul(squares, squares));
  const hLeak = f64x2.mul(
    v128.load(own + 48),
    v128.load64_lane(self + 80, f64x2.splat(1.0), 0),
  );

  const gapNaCaT = f64x2.sub(v128.shuffle<f64>(v128.load(reversals), eCa, 0, 2), v);
  const gapACaS = f64x2.sub(v128.shuffle<f64>(v128.load(reversals + 16), eCa, 0, 2), v);
  const gapK = f64x2.sub(v128.load(reversals + 16), v);
  const gapHLeak = f64x2.sub(v128.load(reversals + 32), v);
  const gapSynaptic = f64x2.sub(v128.load(reversals + 48), v);

  if (withPower) {
    const eCaBefore = v128.load64_splat(state + E_CA + neuron * 8);
    const naBefore = f64x2.sub(v128.shuffle<f64>(v128.load(reversals), eCaBefore, 0, 2), v);
    const aBefore = f64x2.sub(v128.shuffle<f64>(v128.load(reversals + 16), eCaBefore, 0, 2), v);
    const power = sum5(
      f64x2.mul(naCaT, f64x2.mul(naBefore, naBefore)),
      f64x2.mul(aCaS, f64x2.mul(aBefore, aBefore)),
      f64x2.mul(kCaKd, f64x2.mul(gapK, gapK)),
      f64x2.mul(hLeak, f64x2.mul(gapHLeak, gapHLeak)),
      f64x2.mul(synaptic, f64x2.mul(gapSynaptic, gapSynaptic)),
    );
    const total = f64x2.extract_lane(power, 0) + f64x2.extract_lane(power, 1);
    store<f64>(powers + neuron * TRACE + at, total * load<f64>(factors + POWER));
  }

  const caConductances = f64x2.add(naCaT, aCaS);
  const caCurrent = f64x2.extract_lane(f64x2.mul(caConductances, gapNaCaT), 1);
  const ca = load<f64>(state + CA + neuron * 8);
  const caSteady = load<f64>(calcium) + load<f64>(factors + CALCIUM_GAIN) * caCurrent;
  store<f64>(
    state + CA + neuron * 8,
    ca + (caSteady - ca) * load<f64>(factors + CALCIUM_SHARE),
  );

  const conductance = f64x2.add(caConductances, f64x2.add(kCaKd, f64x2.add(hLeak, synaptic)));
  const current = sum5(
    f64x2.mul(naCaT, gapNaCaT),
    f64x2.mul(aCaS, gapACaS),
    f64x2.mul(kCaKd, gapK),
    f64x2.mul(hLeak, gapHLeak),
    f64x2.mul(synaptic, gapSynaptic),
  );
  const noise = load<f64>(noises + neuron * TRACE + at) * load<f64>(factors + NOISE);
  return f64x2.add(
    v128.shuffle<f64>(conductance, current, 0, 2),
    v128.shuffle<f64>(conductance, f64x2.add(current, f64x2.replace_lane(f64x2.splat(0.0), 1, noise)), 1, 3),
  );
}

// @ts-ignore: decorator
@inline
function sum5(a: v128, b: v128, c: v128, d: v128, e: v128): v128 {
  return f64x2.add(f64x2.add(a, b), f64x2.add(c, f64x2.add(d, e)));
}

/** V of two neurons, a step later. */
// @ts-ignore: decorator
@inline
function membraneStep(v: v128, first: v128, second: v128): v128 {
  const conductance = v128.shuffle<f64>(first, second, 0, 2);
  const current = v128.shuffle<f64>(first, second, 1, 3);
  return f64x2.add(v, f64x2.mul(current, decays(conductance)));
}

/** Gates of a neuron and the synapses it drives, a step later. */
// @ts-ignore: decorator
@inline
function relaxGates(neuron: usize, v: f64, byCalcium: v128, lastCell: f64): void {
  const self = state + neuron * NEURON;
  const cell = (v - LOWEST_V) * PER_MV;
  const row = cell >= 0.0 && cell <= lastCell ? rowAt(tables, COLUMNS, cell) : formulas(v);
  const t = f64x2.splat(withinCell(cell));
  relax(self, pairAt(row, COLUMNS, 0, t), pairAt(row, COLUMNS, 1, t));
  relax(self + 16, pairAt(row, COLUMNS, 2, t), pairAt(row, COLUMNS, 3, t));
  relax(self + 32, pairAt(row, COLUMNS, 4, t), pairAt(row, COLUMNS, 5, t));
  relax(self + 48, pairAt(row, COLUMNS, 6, t), pairAt(row, COLUMNS, 7, t));
  const kFactor = v128.shuffle<f64>(byCalcium, f64x2.splat(1.0), 0, 2);
  relax(
    self + 64,
    f64x2.mul(pairAt(row, COLUMNS, 8, t), kFactor),
    pairAt(row, COLUMNS, 9, t),
  );
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

/** The row for a V outside the tables. */
function formulas(v: f64): usize {
  gates(v, speeds, exactRow);
  return exactRow;
}

// @ts-ignore: decorator
@inline
function relax(gates: usize, steady: v128, share: v128): void {
  const pair = v128.load(gates);
  v128.store(gates, f64x2.add(pair, f64x2.mul(f64x2.sub(steady, pair), share)));
}

// @ts-ignore: decorator
@inline
function pair(a: f64, b: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(a), 1, b);
}

/** The first lane in both. */
// @ts-ignore: decorator
@inline
function low(x: v128): v128 {
  return v128.shuffle<f64>(x, x, 0, 0);
}

/** The second lane in both. */
// @ts-ignore: decorator
@inline
function high(x: v128): v128 {
  return v128.shuffle<f64>(x, x, 1, 1);
}
