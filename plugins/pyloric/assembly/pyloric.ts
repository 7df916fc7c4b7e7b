/**
 * Solver of the network: exponential Euler for voltage, calcium and gates and forward Euler for the
 * synapses, every right-hand side at the sample before. Gates come from tables in V, two at once; outside
 * their range, or throughout, from the formulas. Float64 and baseline SIMD only, so every machine gives the
 * same bits.
 */
import { factors, membrane, setCoefficients, synapses, theta } from "./coefficients";
import { tabulate } from "./gating-tables";
import {
  GATES,
  S,
  S_PD,
  V,
  calciumActivation,
  calciumOf,
  calciumReversal,
  currents,
  keepReversal,
  resetState,
  state,
  stepGates,
  stepMembranes,
} from "./neuron";
import { drawNoise, drawSeededNoise, seedNoise, setNoiseKey } from "./noise";
import { CHUNK, TRACE, powers, voltages } from "./traces";

export { CHUNK, factors, membrane, powers, state, synapses, theta, voltages };
export { drawNoise, drawSeededNoise, seedNoise, setNoiseKey, tabulate };

/** Puts the network of `theta` at its start, which is the first sample. */
export function prepare(dt: f64, temperature: f64, noise: f64): void {
  setCoefficients(dt, temperature, noise);
  resetState();
  for (let j: usize = 0; j < 3; j++) {
    store<f64>(voltages + j * TRACE, load<f64>(state + V + (j << 3)));
    store<f64>(powers + j * TRACE, 0.0);
  }
}

/** Computes samples `from … to - 1` of the chunk, with `cells` of the tables' cells: 0 for none. */
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
    const v01 = v128.load(state + V);
    const v2 = v128.load(state + V + 16);
    const calcium01 = calciumOf(0);
    const calcium2 = calciumOf(2);
    const eCa01 = calciumReversal(calcium01);
    const eCa2 = calciumReversal(calcium2);
    const byCalcium01 = calciumActivation(calcium01);
    const byCalcium2 = calciumActivation(calcium2);

    // Neurons meet in the synapses alone. With these read, they may take their steps in turn.
    const ab = load<f64>(state + S);
    const lp = load<f64>(state + GATES + S);
    const py = load<f64>(state + 2 * GATES + S);
    const pd = load<f64>(state + S_PD);
    const onto0 = pair(lpPd * lp, 0.0);
    const onto1 = pair(abLp * ab + pyLp * py, pdLp * pd);
    const onto2 = pair(abPy * ab + lpPy * lp, pdPy * pd);
    const currents0 = currents(0, at, low(v01), low(eCa01), onto0, withPower);
    const currents1 = currents(1, at, high(v01), high(eCa01), onto1, withPower);
    const currents2 = currents(2, at, low(v2), low(eCa2), onto2, withPower);
    if (withPower) {
      keepReversal(0, eCa01);
      keepReversal(2, eCa2);
    }
    stepGates(0, f64x2.extract_lane(v01, 0), low(byCalcium01), lastCell);
    stepGates(1, f64x2.extract_lane(v01, 1), high(byCalcium01), lastCell);
    stepGates(2, f64x2.extract_lane(v2, 0), low(byCalcium2), lastCell);

    const next01 = stepMembranes(v01, currents0, currents1);
    const next2 = stepMembranes(v2, currents2, currents2);
    v128.store(state + V, next01);
    v128.store(state + V + 16, next2);
    v128.store64_lane(voltages + at, next01, 0);
    v128.store64_lane(voltages + TRACE + at, next01, 1);
    v128.store64_lane(voltages + 2 * TRACE + at, next2, 0);
  }
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
