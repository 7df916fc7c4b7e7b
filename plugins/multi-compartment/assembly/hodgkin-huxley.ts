/**
 * A cable with Hodgkin–Huxley channels: voltage at whole steps, gates half a step later, so that each is
 * advanced with the other at its middle: second order in time without iteration (Hines 1984). Gates move
 * exactly for a voltage held still; their steady states and shares come from tables and, outside those,
 * from the formulas.
 */
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
import { Job, record } from "./job";
import { GATES, gates } from "./kinetics";
import { advance } from "./step";

/** Reversal potentials, mV. */
const E_NA: f64 = 50.0;
const E_K: f64 = -77.0;

/** Cells of 1/2 mV, the first centred on the lowest voltage. */
const CELLS: i32 = 361;
const PER_MV: f64 = 2.0;
const LOWEST: f64 = -110.0;

const samples: usize = memory.data(6 * 6 * 8, 16);
const exactRow: usize = memory.data(6 * 6 * 8, 16);

/** Tables for a time step, ms at 6.3 °C; they stay. */
export function buildTables(dt: f64): usize {
  const tables = heap.alloc(<usize>CELLS * rowBytes(GATES));
  for (let i = 0; i < CELLS; i++) {
    for (let k = 0; k < NODES; k++) {
      gates(LOWEST + (f64(i) + nodeAt(k)) / PER_MV, dt, samples + <usize>(k * GATES * 8));
    }
    fitRow(samples, GATES, tables + <usize>i * rowBytes(GATES));
  }
  return tables;
}

/**
 * Membrane potential of the cable, from one voltage everywhere and gates at rest there. `membrane` holds
 * 2 C / dt, the sodium, potassium and leak conductances (mS/cm²), the leak's reversal potential and the
 * starting voltage (mV), and the time step in ms at 6.3 °C.
 */
export function hodgkinHuxley(address: usize, tables: usize): void {
  const job = changetype<Job>(address);
  begin(job);
  record(job, 0);
  for (let step = 0; step < job.steps; step++) {
    openChannels(job, tables);
    advance(job, step, true);
    record(job, step + 1);
  }
}

function begin(job: Job): void {
  const inertia = load<f64>(job.membrane);
  const v = load<f64>(job.membrane + 40);
  gates(v, load<f64>(job.membrane + 48), samples);
  for (let i = 0; i < job.nodes; i++) {
    const at = <usize>i << 3;
    store<f64>(job.inertia + at, inertia * load<f64>(job.areas + at));
    store<f64>(job.voltage + at, v);
    const gate = job.gates + (<usize>i << 5);
    v128.store(gate, v128.load(samples));
    store<f64>(gate + 16, load<f64>(samples + 32));
  }
}

/** Advances the gates by a step, and from them the conductance and drive of every node. */
function openChannels(job: Job, tables: usize): void {
  const inertia = load<f64>(job.membrane);
  const gNa = load<f64>(job.membrane + 8);
  const gK = load<f64>(job.membrane + 16);
  const gLeak = load<f64>(job.membrane + 24);
  const leakDrive = gLeak * load<f64>(job.membrane + 32);
  const dt = load<f64>(job.membrane + 48);
  const lastCell = f64(CELLS - 1);
  for (let i = 0; i < job.nodes; i++) {
    const at = <usize>i << 3;
    const v = load<f64>(job.voltage + at);
    const x = (v - LOWEST) * PER_MV;
    const row = x >= 0.0 && x <= lastCell ? rowAt(tables, GATES, x) : exactGates(v, dt);
    const t = f64x2.splat(withinCell(x));
    const gate = job.gates + (<usize>i << 5);

    const mhBefore = v128.load(gate);
    const mhGap = f64x2.sub(pairAt(row, GATES, 0, t), mhBefore);
    const mh = f64x2.add(mhBefore, f64x2.mul(mhGap, pairAt(row, GATES, 1, t)));
    v128.store(gate, mh);
    const nPair = pairAt(row, GATES, 2, t);
    const nBefore = load<f64>(gate + 16);
    const nGap = f64x2.extract_lane(nPair, 0) - nBefore;
    const n = nBefore + nGap * f64x2.extract_lane(nPair, 1);
    store<f64>(gate + 16, n);

    const m = f64x2.extract_lane(mh, 0);
    const n2 = n * n;
    const sodium = m * m * (m * f64x2.extract_lane(mh, 1)) * gNa;
    const potassium = n2 * n2 * gK;
    const area = load<f64>(job.areas + at);
    store<f64>(job.ground + at, (inertia + gLeak + sodium + potassium) * area);
    store<f64>(job.drive + at, (sodium * E_NA + potassium * E_K + leakDrive) * area);
  }
}

/** A row for a voltage outside the tables. */
function exactGates(v: f64, dt: f64): usize {
  gates(v, dt, samples);
  constantRow(samples, GATES, exactRow);
  return exactRow;
}
