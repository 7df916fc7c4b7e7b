/** When a simulation is close to the crab, as Deistler et al. (2022) say it. */
import { row, type Matrix } from "retrodict";
import { observed, placeOf, statistics } from "./crab.ts";

/** Deviations allowed, in standard deviations of valid simulations from the prior: of period and burst durations, of the other 11. */
const tolerances = Array.from({ length: 15 }, (_, j) => (j < 4 ? 0.02 : 0.2));
const FEWEST_BURSTS = 8;
const bursts = ["AB_PD", "LP", "PY"].map((neuron) => placeOf(`num_bursts_${neuron}`));

/**
 * How far simulations are from the crab, one per row of all statistics: the largest deviation in units of what is
 * allowed, so that those up to 1 are close; infinite without a rhythm, with plateaus, and with fewer than eight
 * bursts of any neuron.
 */
export const deviations = (x: Matrix, stds: Float64Array): Float64Array =>
  Float64Array.from({ length: x.rows }, (_, i) => deviation(row(x, i), stds));

function deviation(own: Float64Array, stds: Float64Array): number {
  const plateaus = [15, 16, 17].some((j) => own[j] !== observed[j]);
  if (plateaus || bursts.some((j) => !(own[j] >= FEWEST_BURSTS))) return Infinity;
  const largest = Math.max(
    ...tolerances.map((allowed, j) => Math.abs(own[j] - observed[j]) / (stds[j] * allowed)),
  );
  return Number.isNaN(largest) ? Infinity : largest;
}

/** Times as far as close ones: the same rhythm to the eye, period and bursts within a tenth of a standard deviation. */
export const SIMILAR = 5;

export const totalEnergy = (x: Matrix): Float64Array =>
  Float64Array.from({ length: x.rows }, (_, i) =>
    energies.reduce((sum, j) => sum + row(x, i)[j], 0),
  );

export const energies = ["AB_PD", "LP", "PY"].map((neuron) => placeOf(`energy_${neuron}`));

export const statisticNames = statistics.map(({ name }) => name);
