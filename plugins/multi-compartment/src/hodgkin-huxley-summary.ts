import type { OutputSpec, SummaryStatistic } from "@retrodict/spec";
import { centralMoments, defineStatistic } from "@retrodict/summary";
import { experimentOf, withDefaults, type Experiment } from "./experiment.ts";
import { hodgkinHuxleyOptions, type HodgkinHuxleyCableOptions } from "./options.ts";
import { pathLength } from "./place.ts";
import { firstSpike, spikesAfterOnset, tracesOf, widthOf } from "./spikes.ts";

/** A feature and how it is measured. */
interface Measure {
  readonly feature: OutputSpec;
  readonly of: (traces: readonly Float64Array[]) => number;
}

/**
 * Rest, spikes and conduction in the traces of `hodgkinHuxleyCable` under the same options. `latency`,
 * `width` and `conduction_velocity` are those of the first spike that rises after the onset and NaN where there is none.
 */
export function hodgkinHuxleyCableSummary(
  options: HodgkinHuxleyCableOptions = {},
): SummaryStatistic {
  const experiment = experimentOf(options, withDefaults(hodgkinHuxleyOptions, options));
  const measures = [...atFirst(experiment), ...atEach(experiment), ...conduction(experiment)];
  const features = measures.map(({ feature }) => feature);
  return defineStatistic(features, (raw, out) => {
    const traces = tracesOf(raw, experiment);
    measures.forEach((measure, i) => {
      out[i] = measure.of(traces);
    });
  });
}

function atFirst(experiment: Experiment): Measure[] {
  const { electrodes, dt, step } = experiment;
  const { label } = electrodes[0];
  return [
    scalar("rest_voltage", "mV", `Mean voltage at ${label} before the step`, ([first]) =>
      restOf(first, experiment),
    ),
    scalar(
      "step_mean",
      "mV",
      `Mean voltage at ${label} during the step`,
      ([first]) => centralMoments(first, ...step).mean,
    ),
    scalar(
      "step_std",
      "mV",
      `Standard deviation of the voltage at ${label} during the step`,
      ([first]) => Math.sqrt(centralMoments(first, ...step).m2),
    ),
    scalar(
      "latency",
      "ms",
      `Time from the onset to the first spike at ${label}`,
      ([first]) => spikeTime(first, experiment) - step[0] * dt,
    ),
    scalar("width", "ms", `Width of the first spike at ${label} at half its height`, ([first]) => {
      const spike = firstSpike(first, experiment);
      return spike ? widthOf(first, spike, restOf(first, experiment), dt) : Number.NaN;
    }),
    scalar(
      "amplitude",
      "mV",
      `Highest voltage at ${label} after the onset, above rest`,
      ([first]) => amplitudeOf(first, experiment),
    ),
  ];
}

function atEach(experiment: Experiment): Measure[] {
  const { electrodes } = experiment;
  const counts = electrodes.map(({ label }, i) =>
    scalar(
      `spike_count_${i + 1}`,
      "1",
      `Spikes at ${label} after the onset`,
      (traces) => spikesAfterOnset(traces[i], experiment).length,
    ),
  );
  const attenuations = electrodes.map(({ label }, i) =>
    scalar(
      `attenuation_${i + 1}`,
      "1",
      `Amplitude at ${label} over that at ${electrodes[0].label}`,
      (traces) => amplitudeOf(traces[i], experiment) / amplitudeOf(traces[0], experiment),
    ),
  );
  return [...counts, ...attenuations.slice(1)];
}

/** The velocity from the first electrode to the last, where these are two places. */
function conduction(experiment: Experiment): Measure[] {
  const { tree, electrodes } = experiment;
  const [from, to] = [electrodes[0], electrodes[electrodes.length - 1]];
  const distance = pathLength(tree, from, to);
  if (distance === 0) return [];
  const velocity = scalar(
    "conduction_velocity",
    "m/s",
    `Velocity of the first spike from ${from.label} to ${to.label}, negative where it runs the other way`,
    (traces) => {
      const [start, end] = [traces[0], traces[electrodes.length - 1]];
      const time = spikeTime(end, experiment) - spikeTime(start, experiment);
      return time === 0 ? Number.NaN : distance / 1000 / time; // um to mm, and mm/ms is m/s
    },
  );
  return [velocity];
}

function scalar(name: string, unit: string, text: string, of: Measure["of"]): Measure {
  return { feature: { name, unit, description: `${text}.`, shape: [] }, of };
}

/** Mean voltage in the last tenth of the time before the step. */
function restOf(trace: Float64Array, { step: [onset] }: Experiment): number {
  return centralMoments(trace, Math.floor(0.9 * onset), onset + 1).mean;
}

function amplitudeOf(trace: Float64Array, experiment: Experiment): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = experiment.step[0]; i < trace.length; i++) highest = Math.max(highest, trace[i]);
  return highest - restOf(trace, experiment);
}

function spikeTime(trace: Float64Array, experiment: Experiment): number {
  return firstSpike(trace, experiment)?.time ?? Number.NaN;
}
