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
  rowBytes,
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

/** Adding it rounds to an integer, held in the low bits of the sum. */
const ROUND: f64 = 6755399441055744.0;

const samples: usize = memory.data(6 * 6 * 8, 16);
const gatesRow: usize = memory.data(6 * 6 * 8, 16);
const slowRow: usize = memory.data(6 * 2 * 8, 16);

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

/**
 * Voltage (mV) at `n` samples, from `v0` and gates at rest there. `theta` holds the eight parameters,
 * `current` the injected density (µA/cm²) and `noise` a standard normal per sample.
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
  const perTau = dt / load<f64>(theta + 32);
  const threshold = -load<f64>(theta + 40);
  const noiseScale = load<f64>(theta + 48) * Math.sqrt(dt);
  const leakDrive = -load<f64>(theta + 56) * gLeak;
  const slow = tables + <usize>CELLS * rowBytes(GATES);
  const lastCell = f64(CELLS - 1);
  const uOffset = (-threshold - LOWEST_U) * PER_MV;
  const vOffset = -LOWEST_V * PER_MV;

  gates(v0 - threshold, dt, samples);
  let mh = v128.load(samples);
  let gateN = load<f64>(samples + 32);
  slowGate(v0, samples);
  let p = load<f64>(samples);
  let v = v0;
  store<f64>(voltage, v);

  for (let i = 1; i < n; i++) {
    const previous = (<usize>(i - 1)) << 3;
    const m = f64x2.extract_lane(mh, 0);
    const nn = gateN * gateN;
    const sodium = m * m * (m * f64x2.extract_lane(mh, 1)) * gNa;
    const potassium = nn * nn * gK + p * gM;
    const conductance = sodium + potassium + gLeak;
    const drive =
      sodium * E_NA +
      potassium * E_K +
      (leakDrive + (load<f64>(current + previous) * dt + load<f64>(noise + previous) * noiseScale));
    v += (drive - conductance * v) * decay(conductance);
    store<f64>(voltage + ((<usize>i) << 3), v);

    const xu = v * PER_MV + uOffset;
    const roundedU = xu + ROUND;
    let tu = xu - (roundedU - ROUND);
    let row = tables + <usize>(<i32>reinterpret<i64>(roundedU)) * rowBytes(GATES);
    if (!(xu >= 0.0 && xu <= lastCell)) {
      gates(v - threshold, dt, samples);
      constantRow(samples, GATES, gatesRow);
      row = gatesRow;
      tu = 0.0;
    }
    const t = f64x2.splat(tu);
    const t2 = f64x2.mul(t, t);
    const t4 = f64x2.mul(t2, t2);
    const towards = f64x2.sub(pairAt(row, GATES, 0, t, t2, t4), mh);
    mh = f64x2.add(mh, f64x2.mul(towards, pairAt(row, GATES, 1, t, t2, t4)));
    const nPair = pairAt(row, GATES, 2, t, t2, t4);
    gateN += (f64x2.extract_lane(nPair, 0) - gateN) * f64x2.extract_lane(nPair, 1);

    const xv = v * PER_MV + vOffset;
    const roundedV = xv + ROUND;
    let tv = xv - (roundedV - ROUND);
    let rowV = slow + <usize>(<i32>reinterpret<i64>(roundedV)) * rowBytes(SLOW);
    if (!(xv >= 0.0 && xv <= lastCell)) {
      slowGate(v, samples);
      constantRow(samples, SLOW, slowRow);
      rowV = slowRow;
      tv = 0.0;
    }
    const s = f64x2.splat(tv);
    const s2 = f64x2.mul(s, s);
    const pPair = pairAt(rowV, SLOW, 0, s, s2, f64x2.mul(s2, s2));
    const x = f64x2.extract_lane(pPair, 1) * perTau;
    p += (f64x2.extract_lane(pPair, 0) - p) * (x * decay(x));
  }
}
