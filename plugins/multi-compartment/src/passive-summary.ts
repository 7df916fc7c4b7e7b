import { assert } from "@retrodict/check";
import type { OutputSpec, SummaryStatistic } from "@retrodict/spec";
import { centralMoments, defineStatistic } from "@retrodict/summary";
import { experimentOf, withDefaults, type Experiment } from "./experiment.ts";
import { PACKAGE } from "./morphology.ts";
import { passiveOptions, type PassiveCableOptions } from "./options.ts";
import { tracesOf } from "./spikes.ts";

/**
 * What cable theory measures, of the traces of `passiveCable` under the same options.
 *
 * - `input_resistance`: deflection at the first electrode in the last tenth of the step, over the current;
 * - `attenuation_i`: that deflection at electrode `i` over the one at the first;
 * - `charging_time_i`: the time integral of what is still missing of it during the step, in
 *   units of it. It is the centroid of the impulse response, the delay of Agmon-Snir & Segev
 *   (J. Neurophysiol. 70, 1993): the time constant in an isopotential cell, half of it where current enters a
 *   long cable, and more the further away;
 * - `decay_time`: time constant of the decay at the first electrode between one and three of its charging
 *   times after the step, from the sums of either half of that time. NaN where noise hides the decay.
 *
 * Throws `RetrodictError` on a step of no current.
 */
export function passiveCableSummary(options: PassiveCableOptions = {}): SummaryStatistic {
  const experiment = experimentOf(options, withDefaults(passiveOptions, options));
  assert(
    experiment.current !== 0,
    "range",
    PACKAGE,
    "expected a step-current other than 0 to measure responses to, got 0; set step-current",
  );
  const count = experiment.electrodes.length;
  return defineStatistic(featuresOf(experiment), (raw, out) => {
    const traces = tracesOf(raw, experiment);
    const responses = traces.map((trace) => responseOf(trace, experiment));
    const [{ steady, chargingTime }] = responses;
    out[0] = steady / experiment.current;
    for (let i = 1; i < count; i++) out[i] = responses[i].steady / steady;
    for (let i = 0; i < count; i++) out[count + i] = responses[i].chargingTime;
    out[2 * count] = decayTime(traces[0], experiment, chargingTime);
  });
}

function featuresOf({ electrodes }: Experiment): OutputSpec[] {
  const charging = electrodes.map(({ label }, i) => ({
    name: `charging_time_${i + 1}`,
    unit: "ms",
    description: `Centroid of the impulse response at ${label}.`,
    shape: [],
  }));
  const attenuation = electrodes.map(({ label }, i) => ({
    name: `attenuation_${i + 1}`,
    unit: "1",
    description: `Steady deflection at ${label} over that at ${electrodes[0].label}.`,
    shape: [],
  }));
  return [
    {
      name: "input_resistance",
      unit: "MOhm",
      description: `Steady deflection at ${electrodes[0].label} over the current.`,
      symbol: "R_in",
      shape: [],
    },
    ...attenuation.slice(1),
    ...charging,
    {
      name: "decay_time",
      unit: "ms",
      description: `Time constant of the late decay at ${electrodes[0].label} after the step.`,
      shape: [],
    },
  ];
}

/** Voltage before the step and deflection at its end, mV, and how slowly the one becomes the other, ms. */
function responseOf(trace: Float64Array, experiment: Experiment) {
  const { dt } = experiment;
  const [onset, end] = experiment.step;
  const rest = centralMoments(trace, 0, onset + 1).mean;
  const steady = centralMoments(trace, Math.ceil(end - (end - onset) / 10), end + 1).mean - rest;
  // Trapezoids from the onset to the end: both edges are samples, of half the weight.
  const inside = centralMoments(trace, onset, end + 1).mean * (end - onset + 1);
  const area = inside - (trace[onset] + trace[end]) / 2 - rest * (end - onset);
  return { rest, steady, chargingTime: dt * (end - onset - area / steady) };
}

/** Of an exponential, sums over two spans of equal length differ by the factor of that length. */
function decayTime(trace: Float64Array, experiment: Experiment, chargingTime: number): number {
  const { dt, samples, step } = experiment;
  const end = step[1];
  const { rest } = responseOf(trace, experiment);
  const room = Math.floor((samples - end) / 3);
  const span = Math.min(Math.max(Math.round(chargingTime / dt), 1), room);
  const mean = (from: number) => centralMoments(trace, from, from + span).mean - rest;
  const ratio = mean(end + span) / mean(end + 2 * span);
  return ratio > 1 && ratio < Number.POSITIVE_INFINITY ? (span * dt) / Math.log(ratio) : Number.NaN;
}
