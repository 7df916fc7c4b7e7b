/**
 * Solver of the network: exponential Euler for voltage, calcium and gates and forward Euler for the
 * synapses, every right-hand side at the sample before. Gates come from tables in V, two at once; outside
 * their range, or throughout, from the formulas. Float64 and baseline SIMD only, so every machine gives the
 * same bits.
 */
import { decay } from "../../../tooling/kernels/assembly/decay";
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
import { GENERATOR, nextNormal, seedGenerator } from "./mt19937";

export { factors, membrane, synapses, theta };

/** Reversal potentials, mV. */
const E_NA: f64 = 50.0;
const E_K: f64 = -80.0;
const E_H: f64 = -20.0;
const E_LEAK: f64 = -50.0;
const E_GLUT: f64 = -70.0;
const E_CHOL: f64 = -80.0;
/** Calcium inside at rest and outside, uM. */
const CA_REST: f64 = 0.05;
const CA_OUTSIDE: f64 = 3000.0;
/** Half-activation of KCa by calcium, uM. */
const CA_HALF: f64 = 3.0;
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

/** Per neuron the twelve gates, V, calcium and E_Ca of the latest step; then the synapses of PD. */
export const state: usize = memory.data((3 * 16 + 1) * 8, 16);
const NEURON: usize = 128;
const V: usize = 96;
const CA: usize = 104;
const E_CA: usize = 112;
const S: usize = 88;
const S_PD: usize = 3 * 128;

const keys: usize = memory.data(3 * 8, 8);
const generators: usize = memory.data(3 * 2512, 16);

prepareNormals();

/** The network of `theta` at the start: at -50 mV with every gate closed, which is the first sample. */
export function prepare(dt: f64, temperature: f64, noise: f64): void {
  setCoefficients(dt, temperature, noise);
  memory.fill(state, 0, S_PD + 8);
  for (let j: usize = 0; j < 3; j++) {
    store<f64>(state + j * NEURON + V, INITIAL_VOLTAGE);
    store<f64>(state + j * NEURON + CA, CA_REST);
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
    step(0, at, lpPd * lp, 0.0, lastCell, withPower);
    step(1, at, abLp * ab + pyLp * py, pdLp * pd, lastCell, withPower);
    step(2, at, abPy * ab + lpPy * lp, pdPy * pd, lastCell, withPower);
  }
}

/**
 * One neuron's step to the sample at an offset of the traces, under the conductances of the synapses onto it.
 * Neurons meet in these alone, so they may take their steps in turn.
 */
// @ts-ignore: decorator
@inline
function step(
  neuron: usize,
  at: usize,
  glut: f64,
  chol: f64,
  lastCell: f64,
  withPower: bool,
): void {
  const self = state + neuron * NEURON;
  const own = membrane + neuron * 64;
  const v = load<f64>(self + V);
  const calcium = load<f64>(self + CA);
  const mNaCaT = v128.load(self);
  const hNaCaT = v128.load(self + 16);
  const mACaS = v128.load(self + 32);
  const hACaS = v128.load(self + 48);
  const mKCaKd = v128.load(self + 64);
  const mHs = v128.load(self + 80);

  const naCaT = f64x2.mul(v128.load(own), f64x2.mul(cube(mNaCaT), hNaCaT));
  const aCaS = f64x2.mul(v128.load(own + 16), f64x2.mul(cube(mACaS), hACaS));
  const squares = f64x2.mul(mKCaKd, mKCaKd);
  const kCaKd = f64x2.mul(v128.load(own + 32), f64x2.mul(squares, squares));
  const na = f64x2.extract_lane(naCaT, 0);
  const ca = f64x2.extract_lane(naCaT, 1) + f64x2.extract_lane(aCaS, 1);
  const k =
    f64x2.extract_lane(aCaS, 0) + (f64x2.extract_lane(kCaKd, 0) + f64x2.extract_lane(kCaKd, 1));
  const h = load<f64>(own + 48) * f64x2.extract_lane(mHs, 0);
  const leak = load<f64>(own + 56);

  if (withPower) {
    const power =
      na * square(v - E_NA) +
      ca * square(v - load<f64>(self + E_CA)) +
      k * square(v - E_K) +
      h * square(v - E_H) +
      leak * square(v - E_LEAK) +
      glut * square(v - E_GLUT) +
      chol * square(v - E_CHOL);
    store<f64>(powers + neuron * TRACE + at, power * load<f64>(factors + POWER));
  }

  const eCa = load<f64>(factors + NERNST) * Math.log(CA_OUTSIDE / calcium);
  const conductance = na + ca + (k + h) + (leak + glut + chol);
  const noise = load<f64>(noises + neuron * TRACE + at) * load<f64>(factors + NOISE);
  const drive =
    na * E_NA +
    ca * eCa +
    (k + chol) * E_K +
    (h * E_H + leak * E_LEAK) +
    (glut * E_GLUT + noise);
  const next = v + (drive - conductance * v) * decay(conductance);
  const caSteady = CA_REST - load<f64>(factors + CALCIUM_GAIN) * ca * (v - eCa);
  store<f64>(voltages + neuron * TRACE + at, next);
  store<f64>(self + V, next);
  store<f64>(self + CA, calcium + (caSteady - calcium) * load<f64>(factors + CALCIUM_SHARE));
  store<f64>(self + E_CA, eCa);

  const cell = (v - LOWEST_V) * PER_MV;
  const row = cell >= 0.0 && cell <= lastCell ? rowAt(tables, COLUMNS, cell) : formulas(v);
  const t = f64x2.splat(withinCell(cell));
  v128.store(self, relax(mNaCaT, pairAt(row, COLUMNS, 0, t), pairAt(row, COLUMNS, 1, t)));
  v128.store(self + 16, relax(hNaCaT, pairAt(row, COLUMNS, 2, t), pairAt(row, COLUMNS, 3, t)));
  v128.store(self + 32, relax(mACaS, pairAt(row, COLUMNS, 4, t), pairAt(row, COLUMNS, 5, t)));
  v128.store(self + 48, relax(hACaS, pairAt(row, COLUMNS, 6, t), pairAt(row, COLUMNS, 7, t)));
  const byCalcium = f64x2.replace_lane(f64x2.splat(1.0), 0, calcium / (calcium + CA_HALF));
  const kSteady = f64x2.mul(pairAt(row, COLUMNS, 8, t), byCalcium);
  v128.store(self + 64, relax(mKCaKd, kSteady, pairAt(row, COLUMNS, 9, t)));
  const hsSteady = pairAt(row, COLUMNS, 10, t);
  const hsShare = pairAt(row, COLUMNS, 11, t);
  v128.store(self + 80, relax(mHs, hsSteady, f64x2.pmin(f64x2.splat(1.0), hsShare)));
  if (neuron == 0) {
    const pd = load<f64>(state + S_PD);
    const share = f64x2.extract_lane(hsShare, 1) * load<f64>(factors + CHOLINERGIC);
    const gap = f64x2.extract_lane(hsSteady, 1) - pd;
    store<f64>(state + S_PD, pd + gap * (share < 1.0 ? share : 1.0));
  }
}

/** The row for a V outside the tables. */
function formulas(v: f64): usize {
  gates(v, speeds, exactRow);
  return exactRow;
}

// @ts-ignore: decorator
@inline
function relax(gate: v128, steady: v128, share: v128): v128 {
  return f64x2.add(gate, f64x2.mul(f64x2.sub(steady, gate), share));
}

// @ts-ignore: decorator
@inline
function cube(x: v128): v128 {
  return f64x2.mul(f64x2.mul(x, x), x);
}

// @ts-ignore: decorator
@inline
function square(x: f64): f64 {
  return x * x;
}
