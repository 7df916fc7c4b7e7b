import { stream } from "@retrodict/random";
import type { Rng } from "@retrodict/spec";
import { assert, integer, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { batchStatistics } from "./batch.test.helper.ts";
import { detectBursts } from "./detect-bursts.ts";
import { statistics } from "./outputs.ts";
import type { PerNeuron } from "./rhythm.ts";
import { streamingStatistics, type StopEarly } from "./streaming-statistics.ts";
import { chunksOf, randomSpikes, rhythmicSpikes, traceOf } from "./traces.test.helper.ts";

interface Run {
  readonly dt: number;
  readonly burnIn: number;
  readonly voltages: PerNeuron<Float64Array>;
  readonly energies: PerNeuron<Float64Array>;
}

const positive = (trace: Float64Array, rng: Rng) => trace.map((v) => Math.abs(v) + rng.uniform());

function randomRun(rng: Rng, rhythmic = 0.5): Run {
  const dt = [0.025, 0.05, 0.1][rng.uint32() % 3];
  const samples = Math.round((200 + 2000 * rng.uniform()) / dt);
  const options = { dt, samples };
  const spikes =
    rng.uniform() < rhythmic
      ? rhythmicSpikes(rng, samples * dt)
      : ([0, 1, 2].map(() => randomSpikes(rng, options)) as [number[], number[], number[]]);
  const trace = (j: 0 | 1 | 2) => traceOf(rng, spikes[j], options);
  const voltages = [trace(0), trace(1), trace(2)] as const;
  return {
    dt,
    burnIn: rng.uniform() < 0.5 ? 0 : Math.floor(samples / 7),
    voltages,
    energies: [positive(voltages[0], rng), positive(voltages[1], rng), positive(voltages[2], rng)],
  };
}

/** Streams a run in chunks of up to `longest` samples. */
function streamed(rng: Rng, run: Run, longest: number, stopEarly: StopEarly = "none") {
  const { dt, burnIn, voltages, energies } = run;
  const duration = voltages[0].length * dt;
  const streaming = streamingStatistics({
    dt,
    burnIn: burnIn * dt,
    duration,
    energy: true,
    stopEarly,
  });
  const out = new Float64Array(34);
  streaming.start();
  const powers = chunksOf(rng.fork(longest), energies, longest);
  let ended = false;
  for (const chunk of chunksOf(rng.fork(longest), voltages, longest)) {
    ended = streaming.push(chunk, powers.next().value ?? undefined) === "hopeless";
    if (ended) break;
  }
  const reason = streaming.finish(out);
  return { out, reason, ended };
}

function expectClose(actual: Float64Array, expected: readonly number[]) {
  expected.forEach((value, i) => {
    const { name } = statistics(true)[i];
    if (Number.isNaN(value)) expect(actual[i], name).toBeNaN();
    else expect(Math.abs(actual[i] - value), name).toBeLessThanOrEqual(1e-9 * Math.abs(value));
  });
}

describe("streamingStatistics", () => {
  test("gives the statistics of whole traces, however they are cut", () => {
    assert(
      property(integer({ min: 0 }), integer({ min: 1, max: 20_000 }), (seed, longest) => {
        const rng = stream(seed);
        const run = randomRun(rng);
        const { values } = batchStatistics(run.voltages, run.energies, run);
        const { out, reason } = streamed(rng, run, longest);
        expectClose(out, values);
        expect(reason === undefined).toBe(values.every((value) => !Number.isNaN(value)));
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  test("finds the spikes and bursts of whole traces", () => {
    assert(
      property(integer({ min: 0 }), (seed) => {
        const { voltages, energies, dt } = randomRun(stream(seed));
        const { neurons } = batchStatistics(voltages, energies, { dt, burnIn: 0 });
        voltages.forEach((voltage, j) => {
          const { spikes, bursts } = detectBursts(voltage, dt);
          expect(spikes).toEqual(neurons[j].spikes.map((k) => k * dt));
          expect(bursts).toEqual(neurons[j].bursts.map(({ start, end }) => [start * dt, end * dt]));
        });
      }),
      { numRuns: 20, seed: 2 },
    );
  });

  test("ends no run early that would have been valid, and some that would not", () => {
    let ended = 0;
    let valid = 0;
    assert(
      property(integer({ min: 0 }), (seed) => {
        const rng = stream(seed);
        const run = randomRun(rng, 0.8);
        const whole = streamed(rng, run, 1000);
        const early = streamed(rng, run, 1000, "provable");
        if (early.ended) {
          ended++;
          expect(whole.reason).toBeDefined();
          expect(early.reason).toContain("triphasic");
          expect(early.out.every(Number.isNaN)).toBe(true);
        } else expect(early).toEqual(whole);
        if (whole.reason === undefined) valid++;
      }),
      { numRuns: 80, seed: 3 },
    );
    expect(ended).toBeGreaterThan(10);
    expect(valid).toBeGreaterThan(10);
  });
});

/** 2 s at 0.1 ms with spikes of the three neurons at these times, in chunks of one sample up to all. */
function statisticsOf(spikes: readonly (readonly number[])[], longest = 20_000) {
  const rng = stream(5);
  const options = { dt: 0.1, samples: 20_000, clear: true };
  const trace = (j: number) => traceOf(rng.fork(1), spikes[j], options);
  const voltages = [trace(0), trace(1), trace(2)] as const;
  const energy = (j: number) => positive(voltages[j], rng);
  const run = {
    dt: 0.1,
    burnIn: 0,
    voltages,
    energies: [energy(0), energy(1), energy(2)] as const,
  };
  const { out, reason } = streamed(rng, run, longest);
  expectClose(out, batchStatistics(run.voltages, run.energies, run).values);
  const values = Object.fromEntries(statistics(true).map(({ name }, i) => [name, out[i]]));
  return { values, reason };
}

const burst = (start: number) => [start, start + 30, start + 60];

describe("bursts at the edges", () => {
  const [lp, py] = [[300, 800, 1300].flatMap(burst), [450, 950, 1450].flatMap(burst)];

  test("a rhythm", () => {
    const { values, reason } = statisticsOf([[100, 600, 1100, 1600].flatMap(burst), lp, py]);
    expect(reason).toBeUndefined();
    expect(values.cycle_period).toBeCloseTo(500, 0);
    expect(values.start_phase_LP).toBeCloseTo(0.4, 2);
    expect(values.end_to_start_LP_PY).toBeCloseTo(90, 0);
    expect(values).toMatchObject({ num_bursts_AB_PD: 4, num_spikes_PY: 9, pyloric_like: 1 });
  });

  test("the energy of a burst in the first 80 samples counts 0, and others end with the window", () => {
    const { values } = statisticsOf([burst(5), [300, 1950, 1970, 1997], []]);
    expect(values.energy_per_burst_AB_PD).toBe(0);
    expect(values.energy_per_burst_LP).toBeGreaterThan(0);
  });

  test("samples pushed one by one", () => {
    expect(statisticsOf([[100, 600, 1100].flatMap(burst), lp, py], 1)).toEqual(
      statisticsOf([[100, 600, 1100].flatMap(burst), lp, py]),
    );
  });

  test.each([
    ["no spikes", [[], [], []], "AB/PD and LP and PY had no burst"],
    ["a silent neuron", [[100, 600].flatMap(burst), lp, []], "PY had no burst"],
    ["single spikes", [[100, 600].flatMap(burst), [300, 800], py], "LP had no burst"],
    ["one AB/PD burst", [burst(100), lp, py], "AB/PD had one burst only, so there was no period"],
    [
      "two LP bursts in a period",
      [[100, 600].flatMap(burst), [120, 350].flatMap(burst), py],
      "only 0 of 1 periods were triphasic",
    ],
  ])("%s", (_, spikes, expected) => {
    expect(statisticsOf(spikes).reason).toBe(expected);
  });
});

const chunk = (n: number) =>
  [new Float64Array(n), new Float64Array(n), new Float64Array(n)] as const;

describe("misuse", () => {
  const options = { dt: 0.1, burnIn: 10, duration: 100, energy: false, stopEarly: "none" } as const;
  const started = () => {
    const streaming = streamingStatistics(options);
    streaming.start();
    return streaming;
  };

  test("options that leave nothing to smooth are refused", () => {
    expect(() => streamingStatistics({ ...options, dt: 0.2 })).toThrow(/dt between 0 and 0.125/);
    expect(() => streamingStatistics({ ...options, burnIn: 99.9 })).toThrow(/at least 5/);
    expect(() => detectBursts(new Float64Array(20), 0.025)).toThrow(/at least 21/);
  });

  test("chunks must fit each other and the run", () => {
    expect(() => started().push(chunk(10), chunk(10))).toThrow(/energies left out/);
    expect(() => started().push(chunk(1001), undefined)).toThrow(/1000 samples in all/);
    const streaming = started();
    streaming.push(chunk(999), undefined);
    expect(() => streaming.finish(new Float64Array(25))).toThrow(/1000 samples, got 999/);
    expect(() => streaming.finish(new Float64Array(34))).toThrow(/length 25/);
  });
});

test("the fast rule gives a late rhythm up", () => {
  const rng = stream(6);
  const trace = (delay: number) => {
    const starts = [0, 400, 800, 1200, 1600].map((start) => 3500 + start + delay);
    return traceOf(rng, starts.flatMap(burst), { dt: 0.1, samples: 60_000, clear: true });
  };
  const voltages = [trace(0), trace(100), trace(200)] as const;
  const run = { dt: 0.1, burnIn: 0, voltages, energies: voltages };
  expect(streamed(rng, run, 1000, "provable").reason).toBeUndefined();
  expect(streamed(rng, run, 1000, "fast").reason).toBe(
    "ended 3.0 s into the window: a neuron had no burst in the first 3 s",
  );
});
