/**
 * Exponential-Euler solver of the eight-parameter neuron: the membrane first, then the gates at the
 * new voltage. Time constants and steady states come from tables; outside their range, from the
 * formulas themselves. Float64 and baseline SIMD only, so every machine gives the same bits.
 */
import { decay } from "../../../tooling/kernels/assembly/decay";
import { normals, prepareNormals } from "../../../tooling/kernels/assembly/normals";
import {
  NODES,
  constantRow,
  fitRow,
  nodeAt,
  pairAt,
  rowAt,
  rowBytes,
  withinCell,
} from "../../../tooling/kernels/assembly/table";
import { GATES, SLOW, gates, slowGate } from "./kinetics";

/** Reversal potentials, mV. The capacitance is 1 µF/cm², so `dt` turns a conductance into a step's decay. */
const E_NA: f64 = 53.0;
const E_K: f64 = -107.0;

/** Cells of 1/4 mV, the first centred on the lowest u or V; they hold every trace of the default prior. */
const CELLS: i32 = 1840;
const PER_MV: f64 = 4.0;
const LOWEST_U: f64 = -80.0;
const LOWEST_V: f64 = -120.0;

const samples: usize = memory.data(6 * 6 * 8, 16);
const exactGatesRow: usize = memory.data(6 * 6 * 8, 16);
const exactSlowRow: usize = memory.data(6 * 2 * 8, 16);

prepareNormals();

/** Memory that stays; the allocator grows it as needed. */
export function allocate(bytes: usize): usize {
  return heap.alloc(bytes);
}

/** Tables for a time step (ms), which stay too. */
export function buildTables(dt: f64): usize {
  const tables = heap.alloc(<usize>CELLS * (rowBytes(GATES) + rowBytes(SLOW)));
  const slow = tables + <usize>CELLS * rowBytes(GATES);
  for (let i = 0; i < CELLS; i++) {
    for (let k = 0; k < NODES; k++) {
      gates(LOWEST_U + (f64(i) + nodeAt(k)) / PER_MV, dt, samples + <usize>(k * GATES * 8));
    }
    fitRow(samples, GATES, tables + <usize>i * rowBytes(GATES));
    for (let k = 0; k < NODES; k++) {
      slowGate(LOWEST_V + (f64(i) + nodeAt(k)) / PER_MV, samples + <usize>(k * SLOW * 8));
    }
    fitRow(samples, SLOW, slow + <usize>i * rowBytes(SLOW));
  }
  return tables;
}

/** The first `n` standard normals of a key of 64 bits, float64, to `out`. */
export function fillNoise(keyHigh: u32, keyLow: u32, n: i32, out: usize): void {
  normals(((<u64>keyHigh) << 32) | keyLow, n, out);
}

/** A row for a u outside the table. */
function exactGates(u: f64, dt: f64): usize {
  gates(u, dt, samples);
  constantRow(samples, GATES, exactGatesRow);
  return exactGatesRow;
}

/** A row for a V outside the table. */
function exactSlowGate(v: f64): usize {
  slowGate(v, samples);
  constantRow(samples, SLOW, exactSlowRow);
  return exactSlowRow;
}

/**
 * Voltage (mV) at `n` samples, from `v0` and gates at rest there. `theta` holds the eight parameters,
 * `current` the injected density (µA/cm²) and `noise` a standard normal, each per sample.
 */
export function run(
  tables: usize,
  dt: f64,
  v0: f64,
  theta: usize,
  n: i32,
  current: usize,
  noise: usize,
  voltage: usize,
): void {
  const gNa = load<f64>(theta) * dt;
  const gK = load<f64>(theta + 8) * dt;
  const gLeak = load<f64>(theta + 16) * dt;
  const gM = load<f64>(theta + 24) * dt;
  const stepsPerTau = dt / load<f64>(theta + 32);
  const threshold = -load<f64>(theta + 40);
  const noiseScale = load<f64>(theta + 48) * Math.sqrt(dt);
  const leakDrive = -load<f64>(theta + 56) * gLeak;

  const slowTable = tables + <usize>CELLS * rowBytes(GATES);
  const lastCell = f64(CELLS - 1);
  const lowestU = LOWEST_U + threshold;

  gates(v0 - threshold, dt, samples);
  let mh = v128.load(samples);
  let gateN = load<f64>(samples + 32);
  slowGate(v0, samples);
  let p = load<f64>(samples);
  let v = v0;
  store<f64>(voltage, v);

  for (let i = 1; i < n; i++) {
    const at = <usize>i << 3;
    const injected = load<f64>(current + at - 8) * dt + load<f64>(noise + at - 8) * noiseScale;
    const m = f64x2.extract_lane(mh, 0);
    const h = f64x2.extract_lane(mh, 1);
    const n2 = gateN * gateN;
    const sodium = m * m * (m * h) * gNa;
    const potassium = n2 * n2 * gK + p * gM;
    const conductance = sodium + potassium + gLeak;
    const drive = sodium * E_NA + potassium * E_K + (leakDrive + injected);
    v += (drive - conductance * v) * decay(conductance);
    store<f64>(voltage + at, v);

    const u = (v - lowestU) * PER_MV;
    const row =
      u >= 0.0 && u <= lastCell ? rowAt(tables, GATES, u) : exactGates(v - threshold, dt);
    const tu = f64x2.splat(withinCell(u));
    const mhGap = f64x2.sub(pairAt(row, GATES, 0, tu), mh);
    mh = f64x2.add(mh, f64x2.mul(mhGap, pairAt(row, GATES, 1, tu)));
    const nPair = pairAt(row, GATES, 2, tu);
    gateN += (f64x2.extract_lane(nPair, 0) - gateN) * f64x2.extract_lane(nPair, 1);

    const w = (v - LOWEST_V) * PER_MV;
    const slowRow = w >= 0.0 && w <= lastCell ? rowAt(slowTable, SLOW, w) : exactSlowGate(v);
    const pPair = pairAt(slowRow, SLOW, 0, f64x2.splat(withinCell(w)));
    const rate = f64x2.extract_lane(pPair, 1) * stepsPerTau;
    p += (f64x2.extract_lane(pPair, 0) - p) * (rate * decay(rate));
  }
}
