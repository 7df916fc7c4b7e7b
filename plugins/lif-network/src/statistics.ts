/** The statistics of a network's spikes after the burn-in, gathered while it runs. */
import { countRecorder } from "./count-variability.ts";
import { intervalRecorder } from "./interspike-intervals.ts";
import type { Observer, VoltageSampler } from "./network.ts";
import { bands, outputs } from "./outputs.ts";
import { correlationRecorder } from "./pairwise-correlation.ts";
import { bandPower, peakFrequency, powerSpectrum } from "./power-spectrum.ts";
import type { Protocol } from "./protocol.ts";
import { rateStatistics } from "./rates.ts";
import { synchrony } from "./synchrony.ts";
import { fano } from "./variance.ts";

/** ms */
const COUNT_WINDOW = 100;
const CORRELATION_BIN = 5;
/** Neurons of each population whose correlations are measured. */
const CORRELATED = 1000;

export interface StatisticsRecorder extends Observer {
  reset(): void;
  /** Writes the statistics in the order of `outputs`. */
  compute(out: Float64Array): void;
  /** Mean rate of all neurons, Hz. */
  rate(): number;
}

/** Reuses its memory from run to run. */
export function statisticsRecorder(protocol: Protocol): StatisticsRecorder {
  const { neurons, excitatory, burnIn, stepsPerMillisecond } = protocol;
  const milliseconds = protocol.milliseconds - burnIn;
  const firstStep = burnIn * stepsPerMillisecond + 1;
  const intervals = intervalRecorder(neurons);
  const counts = countRecorder(neurons);
  const correlations = [excitatory, neurons - excitatory].map((size) =>
    correlationRecorder(Math.min(size, CORRELATED), Math.floor(milliseconds / CORRELATION_BIN)),
  );
  const population = new Uint32Array(milliseconds);
  const meanVoltage = new Float64Array(milliseconds);
  let voltages: VoltageSampler;
  let now = 0;

  return {
    reset() {
      for (const recorder of [intervals, counts, ...correlations]) recorder.reset();
      population.fill(0);
      now = 0;
    },
    spike(neuron, step) {
      if (step < firstStep) return;
      intervals.spike(neuron, step);
      counts.spike(neuron);
      if (neuron < excitatory) correlations[0].spike(neuron);
      else correlations[1].spike(neuron - excitatory);
      population[now]++;
    },
    millisecond(ms, sampler) {
      if (ms < burnIn) return;
      voltages = sampler;
      meanVoltage[now++] = sampler.sample();
      if (now % COUNT_WINDOW === 0) counts.endWindow();
      if (now % CORRELATION_BIN === 0) for (const recorder of correlations) recorder.endBin();
    },
    rate: () => population.reduce((a, b) => a + b, 0) / (neurons * milliseconds * 1e-3),
    compute(out) {
      let k = 0;
      for (const [p, [from, to]] of [
        [0, excitatory],
        [excitatory, neurons],
      ].entries()) {
        const spikes = intervals.spikes.subarray(from, to);
        const { mean, deviation, silent } = rateStatistics(spikes, milliseconds * 1e-3);
        const { cv, cv2, lv } = intervals.irregularity(from, to);
        const pairs = correlations[p].meanCorrelation();
        for (const value of [mean, deviation, silent, cv, cv2, lv, counts.fano(from, to), pairs]) {
          out[k++] = value;
        }
      }
      out[k++] = fano(population);
      out[k++] = synchrony(meanVoltage, voltages.sums, voltages.squares);
      const spectrum = powerSpectrum(population);
      out[k++] = peakFrequency(spectrum);
      for (const [low, high] of bands) out[k++] = Math.log10(bandPower(spectrum, low, high));
    },
  };
}

/** Names of the statistics that are NaN. */
export const undefinedStatistics = (values: Float64Array): readonly string[] =>
  outputs.filter((_, i) => Number.isNaN(values[i])).map(({ name }) => name);
