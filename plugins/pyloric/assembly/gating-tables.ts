/** The gating functions as tables in V, for the temperature and time step of the network at hand. */
import {
  NODES,
  fitRow,
  nodeAt,
  rowAt,
  rowBytes,
} from "../../../tooling/kernels/assembly/table";
import { COLUMNS, SPEEDS, gates } from "./channels";
import { speeds } from "./coefficients";

/** Cells of 1/4 mV, the first centred on the lowest V; they hold every trace of the default prior. */
const CELLS: i32 = 960;
const PER_MV: f64 = 4.0;
const LOWEST_V: f64 = -100.0;

const tables: usize = heap.alloc(<usize>CELLS * rowBytes(COLUMNS));
/** The speeds they are built for: none yet. */
const tabulated: usize = memory.data(5 * 8, 16);
const samples: usize = memory.data(6 * 24 * 8, 16);
/** A row whose functions are constant, as only the first coefficients are ever written. */
const exactRow: usize = memory.data(6 * 24 * 8, 16);

/** Builds the tables unless they are there; returns how many cells there are. */
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

/** V in cells from the middle of the first. */
// @ts-ignore: decorator
@inline
export function cellOf(v: f64): f64 {
  return (v - LOWEST_V) * PER_MV;
}

/** The row for V, which lies in `cell`; from the formulas if the cells used do not reach there. */
// @ts-ignore: decorator
@inline
export function rowFor(v: f64, cell: f64, lastCell: f64): usize {
  return cell >= 0.0 && cell <= lastCell ? rowAt(tables, COLUMNS, cell) : exact(v);
}

function exact(v: f64): usize {
  gates(v, speeds, exactRow);
  return exactRow;
}
