import type { Bursts } from "./bursts.ts";
import { neurons } from "../parameters.ts";
import { rhythm, type PerNeuron } from "./rhythm.ts";

/** A mean plateau of fewer samples is no longer than a spike … */
const SHORTEST_PLATEAU = 200;
/** … and set to so many. */
const NO_PLATEAU = 100;

/** Writes all statistics of a whole run in the order of `statistics`; `energies` are sums of rates, nW/cm2. */
export function writeStatistics(
  bursts: PerNeuron<Bursts>,
  dt: number,
  energies: readonly number[] | undefined,
  out: Float64Array,
): void {
  const r = rhythm(bursts, dt);
  const delays = [
    r.pacemakerStartToLpStart,
    r.lpStartToPyStart,
    r.pacemakerEndToLpStart,
    r.lpEndToPyStart,
  ].map((delay) => (r.triphasic ? delay : Number.NaN));
  const [startLp, startPy, endLp, endPy] = delays;
  const durations = bursts.map((one) => burstDuration(one, dt));
  const perSecond = dt / 1000;
  out.set([
    r.cyclePeriod,
    ...durations,
    ...durations.map((duration) => duration / r.cyclePeriod),
    startLp / r.cyclePeriod,
    (startLp + startPy) / r.cyclePeriod,
    ...delays,
    endLp / r.cyclePeriod,
    endPy / r.cyclePeriod,
    ...bursts.map((one) => plateauDuration(one, dt)),
    ...bursts.map(({ count }) => count),
    ...bursts.map(({ spikes }) => spikes),
    ...(energies === undefined
      ? []
      : [
          ...energies.map((energy) => energy * perSecond),
          ...bursts.map((one) => energyPerBurst(one) * perSecond),
          ...bursts.map((one) => energyPerSpike(one) * perSecond),
        ]),
    r.pyloricLike ? 1 : 0,
  ]);
}

/** Why some statistics are NaN, in words; undefined if none is. */
export function whyInvalid(
  bursts: PerNeuron<Bursts>,
  dt: number,
  out: Float64Array,
): string | undefined {
  if (out.every((value) => !Number.isNaN(value))) return undefined;
  const silent = neurons
    .filter((_, j) => bursts[j].count === 0)
    .map((name) => name.replace("_", "/"));
  if (silent.length > 0) return `${silent.join(" and ")} had no burst`;
  const { periods, triphasicPeriods, triphasic } = rhythm(bursts, dt);
  if (periods === 0) return "AB/PD had one burst only, so there was no period";
  if (!triphasic) return `only ${triphasicPeriods} of ${periods} periods were triphasic`;
  return "the energy was not a number";
}

function burstDuration({ count, starts, ends }: Bursts, dt: number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += (ends[k] - starts[k]) * dt;
  return sum / count;
}

function plateauDuration({ count, plateaus }: Bursts, dt: number): number {
  const mean = sumOf(plateaus, count) / count;
  return (mean < SHORTEST_PLATEAU ? NO_PLATEAU : mean) * dt;
}

/** 0 where the neuron has no spikes, NaN where it has spikes but no burst. */
const energyPerBurst = ({ count, energies, spikes }: Bursts): number =>
  spikes === 0 ? 0 : sumOf(energies, count) / count;

const energyPerSpike = ({ count, energies, spikes }: Bursts): number =>
  spikes === 0 ? 0 : sumOf(energies, count) / spikes;

function sumOf(values: ArrayLike<number>, count: number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += values[k];
  return sum;
}
