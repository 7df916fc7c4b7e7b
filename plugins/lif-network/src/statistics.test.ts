import { stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import {
  brunel,
  vogelsAbbottCurrent,
  type NetworkActivity,
  type NetworkSimulator,
} from "./index.ts";
import { intervalRecorder } from "./interspike-intervals.ts";
import { correlationRecorder } from "./pairwise-correlation.ts";
import { countRecorder } from "./count-variability.ts";
import { bandPower, peakFrequency, powerSpectrum } from "./power-spectrum.ts";
import { synchrony } from "./synchrony.ts";

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const deviations = (values: readonly number[]) => {
  const center = mean(values);
  return values.map((value) => value - center);
};
const covariance = (a: readonly number[], b: readonly number[]) => {
  const db = deviations(b);
  return mean(deviations(a).map((value, i) => value * db[i]));
};
const variance = (values: readonly number[]) => covariance(values, values);

const pairsOf = (intervals: readonly number[]) =>
  intervals.slice(1).map((next, k) => (next - intervals[k]) / (next + intervals[k]));

/** Spikes per neuron in a run of these rates, one per ms. */
const spikesOf = (rates: Float64Array) => rates.reduce((a, b) => a + b, 0) / 1000;

/** The statistics of neurons `from … to - 1`, each by its definition, from the spikes of a whole run. */
function byDefinition(
  { neurons, times }: NetworkActivity,
  [from, to]: readonly [number, number],
  [start, end]: readonly [number, number],
) {
  const trains = Array.from({ length: to - from }, () => [] as number[]);
  neurons.forEach((neuron, k) => {
    if (neuron >= from && neuron < to && times[k] > start) trains[neuron - from].push(times[k]);
  });
  const counts = (train: readonly number[], bin: number) => {
    const bins = Array<number>(Math.floor((end - start) / bin)).fill(0);
    // A step at the end of a bin belongs to it.
    for (const time of train) {
      const index = Math.ceil(Math.round((time - start) * 10) / 10 / bin) - 1;
      if (index < bins.length) bins[index]++;
    }
    return bins;
  };
  const rates = trains.map(({ length }) => (1000 * length) / (end - start));
  const busy = trains
    .filter(({ length }) => length >= 5)
    .map((train) => train.slice(1).map((time, k) => time - train[k]));
  const windows = trains.filter(({ length }) => length > 0).map((train) => counts(train, 100));
  const binned = trains.map((train) => counts(train, 5)).filter((bins) => variance(bins) > 0);
  const correlations = binned.flatMap((a, i) =>
    binned.slice(i + 1).map((b) => covariance(a, b) / Math.sqrt(variance(a) * variance(b))),
  );
  return {
    statistics: [
      mean(rates),
      Math.sqrt(variance(rates)),
      trains.filter(({ length }) => length === 0).length / trains.length,
      mean(busy.map((intervals) => Math.sqrt(variance(intervals)) / mean(intervals))),
      mean(busy.map((intervals) => 2 * mean(pairsOf(intervals).map(Math.abs)))),
      mean(busy.map((intervals) => 3 * mean(pairsOf(intervals).map((r) => r * r)))),
      mean(windows.filter((n) => mean(n) > 0).map((n) => variance(n) / mean(n))),
      mean(correlations),
    ],
    population: trains.map((train) => counts(train, 1)),
  };
}

describe("statistics gathered while the network runs", () => {
  const cases: [string, NetworkSimulator, number[]][] = [
    ["brunel", brunel({ neurons: 300, duration: 537, "burn-in": 37 }), [2, 5, 0.4]],
    [
      "vogels-abbott-current",
      vogelsAbbottCurrent({ neurons: 300, duration: 533, "burn-in": 100, "time-step": 0.1 }),
      [1, 3, 0.02, -46],
    ],
  ];

  test.each(cases)("%s: are those of its spikes by definition", (_, simulator, theta) => {
    const window = simulator.info.id === "brunel" ? ([37, 537] as const) : ([100, 533] as const);
    const out = new Float64Array(simulator.info.outputs.length);
    const reason = simulator.simulate(stream(4), Float64Array.from(theta), out);
    expect(reason).toBeUndefined();
    const activity = simulator.record(stream(4), Float64Array.from(theta));
    const excitatory = byDefinition(activity, [0, 240], window);
    const inhibitory = byDefinition(activity, [240, 300], window);
    const expected = [...excitatory.statistics, ...inhibitory.statistics];
    expected.forEach((value, i) => {
      expect(out[i], simulator.info.outputs[i].name).toBeCloseTo(value, 9);
    });
    const trains = [...excitatory.population, ...inhibitory.population];
    const total = trains[0].map((__, ms) => trains.reduce((sum, train) => sum + train[ms], 0));
    expect(out[16]).toBeCloseTo(variance(total) / mean(total), 9);
  });

  test("the record has the rates of its spikes", () => {
    const [, simulator, theta] = cases[0];
    const { neurons, times, excitatory, excitatoryRate, inhibitoryRate } = simulator.record(
      stream(4),
      Float64Array.from(theta),
    );
    expect(times.every((time, k) => k === 0 || time >= times[k - 1])).toBe(true);
    const fromE = neurons.filter((neuron) => neuron < excitatory).length;
    expect(spikesOf(excitatoryRate) * excitatory).toBeCloseTo(fromE, 6);
    expect(spikesOf(inhibitoryRate) * (300 - excitatory)).toBeCloseTo(neurons.length - fromE, 6);
    expect(excitatoryRate).toHaveLength(537);
  });
});

describe("known processes", () => {
  test("a Poisson process has CV, CV2, LV and Fano factor 1, and no correlation", () => {
    const [neurons, steps, p] = [400, 20_000, 0.01];
    const rng = stream(1);
    const intervals = intervalRecorder(neurons);
    const counts = countRecorder(neurons);
    const correlations = correlationRecorder(neurons, steps / 50);
    for (let step = 1; step <= steps; step++) {
      for (let i = 0; i < neurons; i++) {
        if (rng.uniform() >= p) continue;
        intervals.spike(i, step);
        counts.spike(i);
        correlations.spike(i);
      }
      if (step % 1000 === 0) counts.endWindow();
      if (step % 50 === 0) correlations.endBin();
    }
    const { cv, cv2, lv } = intervals.irregularity(0, neurons);
    // Intervals are geometric, of squared CV 1 - p, and each of 80 000 has an error of about one; so do the terms of the
    // others, with less. A neuron's CV from 200 intervals is biased by about -1/200, CV2 and LV by their grid, by less than p.
    const error = 1 / Math.sqrt(neurons * steps * p);
    expect(Math.abs(cv - 1)).toBeLessThan(4 * error + p);
    expect(Math.abs(cv2 - 1)).toBeLessThan(4 * error + p);
    expect(Math.abs(lv - 1)).toBeLessThan(4 * error + 2 * p);
    // The population variance of 20 windows is 19/20 of the variance, 1 - p of the mean; its relative error is √(2/19) a neuron.
    const expected = (19 / 20) * (1 - p);
    expect(Math.abs(counts.fano(0, neurons) - expected)).toBeLessThan(
      4 * Math.sqrt(2 / 19 / neurons),
    );
    // A correlation of 400 bins has the error 1/20, and pairs' errors are uncorrelated.
    expect(Math.abs(correlations.meanCorrelation())).toBeLessThan(
      (4 * (1 / 20)) / Math.sqrt((neurons * (neurons - 1)) / 2),
    );
  });

  test("clockwork has no variability, and copies are fully correlated", () => {
    const intervals = intervalRecorder(60);
    const correlations = correlationRecorder(60, 4);
    for (const step of [5, 15, 25, 35, 45]) {
      for (let i = 0; i < 60; i++) intervals.spike(i, step);
    }
    for (const spikes of [1, 0, 2, 1]) {
      for (let i = 0; i < 60; i++) {
        for (let k = 0; k < spikes; k++) correlations.spike(i);
      }
      correlations.endBin();
    }
    expect(intervals.irregularity(0, 60)).toEqual({ cv: 0, cv2: 0, lv: 0 });
    expect(intervals.irregularity(0, 49).cv).toBeNaN();
    expect(correlations.meanCorrelation()).toBeCloseTo(1, 12);
    correlations.reset();
    expect(correlations.meanCorrelation()).toBeNaN();
  });

  test("the spectrum of Poisson counts is flat and one", () => {
    const rng = stream(2);
    const counts = Uint32Array.from({ length: 40_000 }, () => {
      let n = 0;
      for (let i = 0; i < 50; i++) if (rng.uniform() < 0.02) n++;
      return n;
    });
    const spectrum = powerSpectrum(counts);
    expect(spectrum.resolution).toBe(1000 / 256);
    // The counts are binomial of 0.02, whose variance is 0.98 of the mean. A bin is the mean of 311 segments, of which
    // neighbours overlap, worth more than 156 independent ones; a band's bins are correlated with their neighbours only.
    for (const [low, high, bins] of [
      [20, 100, 20],
      [100, 500, 102],
    ]) {
      const error = 0.98 / Math.sqrt((156 * bins) / 3);
      expect(Math.abs(bandPower(spectrum, low, high) - 0.98)).toBeLessThan(4 * error);
    }
  });

  test("the spectrum of an oscillation peaks at its frequency", () => {
    for (const frequency of [31.4, 87, 203.7]) {
      const counts = Uint32Array.from({ length: 1000 }, (_, ms) =>
        Math.round(1000 * (1 + Math.sin((2 * Math.PI * frequency * ms) / 1000))),
      );
      // Half of a bin is 2 Hz; the parabola leaves a tenth of a bin.
      expect(Math.abs(peakFrequency(powerSpectrum(counts)) - frequency)).toBeLessThan(0.4);
    }
  });

  test("synchrony is one for equal voltages, 1/n for independent ones", () => {
    const [neurons, samples] = [50, 4000];
    const rng = stream(3);
    const of = (voltage: (neuron: number, shared: number) => number) => {
      const sums = new Float64Array(neurons);
      const squares = new Float64Array(neurons);
      const means = Float64Array.from({ length: samples }, () => {
        const shared = rng.normal();
        let total = 0;
        for (let i = 0; i < neurons; i++) {
          const v = voltage(i, shared);
          sums[i] += v;
          squares[i] += v * v;
          total += v;
        }
        return total / neurons;
      });
      return synchrony(means, sums, squares);
    };
    expect(of((_, shared) => shared)).toBeCloseTo(1, 10);
    // A variance of 4000 samples has the relative error √(2/4000).
    const independent = of(() => rng.normal());
    expect(Math.abs(independent * neurons - 1)).toBeLessThan(4 * Math.sqrt(2 / samples) * 1.02);
  });
});
