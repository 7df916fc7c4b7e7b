import { RetrodictError } from "@retrodict/check";
import type { Rng, Simulator, SummaryStatistic } from "@retrodict/spec";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  autocorrelation,
  centralMoments,
  combine,
  crossCorrelation,
  featureLength,
  moments,
  select,
  spikeFeatures,
  withSummary,
} from "./index.ts";

const rng = undefined as unknown as Rng;
const scalar = { unit: "1", description: "", shape: [] };
const trace = { ...scalar, name: "trace", shape: [6] };

/** Writes theta · t; remembers how often it ran. */
const ramp: Simulator = {
  info: {
    specVersion: 1,
    id: "ramp",
    version: "1.0.0",
    description: "A line through the origin",
    parameters: [{ name: "slope", unit: "1", description: "Slope", bounds: [0, 10], default: 1 }],
    outputs: [trace],
  },
  simulate(_, theta, out) {
    for (let t = 0; t < out.length; t++) out[t] = theta[0] * t;
  },
};

const compute = (statistic: SummaryStatistic, values: ArrayLike<number>): number[] => {
  const out = new Float64Array(featureLength(statistic.features));
  statistic.compute(Float64Array.from(values), out);
  return [...out];
};

const names = (statistic: SummaryStatistic) => statistic.features.map(({ name }) => name);

const finite = fc.double({ min: -100, max: 100, noNaN: true });

test("a row is as long as the products of its shapes", () => {
  expect(featureLength([])).toBe(0);
  expect(featureLength([{ ...scalar, name: "a" }, { ...trace, shape: [2, 3] }, trace])).toBe(13);
});

describe("withSummary", () => {
  const summarised = withSummary(ramp, moments({ moments: ["mean", "variance"] }));

  test("is a simulator of the features, with the simulator's id", () => {
    const out = new Float64Array(2);
    summarised.simulate(rng, Float64Array.of(2), out);
    expect([...out]).toEqual([5, 35 / 3]);
    expect(summarised.info.id).toBe("ramp");
    expect(summarised.info.outputs.map(({ name }) => name)).toEqual([
      "trace_mean",
      "trace_variance",
    ]);
  });

  test("what one run leaves in the scratch row does not reach the next", () => {
    const forgetful: Simulator = {
      ...ramp,
      simulate(_, theta, out) {
        if (theta[0] > 0) out.fill(theta[0]);
      },
    };
    const out = new Float64Array(1);
    const mean = withSummary(forgetful, moments({ moments: ["mean"] }));
    mean.simulate(rng, Float64Array.of(3), out);
    expect(out[0]).toBe(3);
    mean.simulate(rng, Float64Array.of(-1), out);
    expect(out[0]).toBeNaN();
  });

  test("why a run has no value is passed on", () => {
    const silent: Simulator = { ...ramp, simulate: () => "no neuron fired" };
    const mean = withSummary(silent, moments({ moments: ["mean"] }));
    expect(mean.simulate(rng, Float64Array.of(1), new Float64Array(1))).toBe("no neuron fired");
  });

  test("lengths that do not fit throw", () => {
    const theta = Float64Array.of(2);
    expect(() => summarised.simulate(rng, theta, new Float64Array(3))).toThrow(RetrodictError);
    const beyond = withSummary(ramp, moments({ moments: ["mean"], start: 2, end: 7 }));
    expect(() => beyond.simulate(rng, theta, new Float64Array(1))).toThrow(
      "[summary] expected an observation of at least 7 samples, got 6; pass the simulator's raw output or move the window",
    );
  });
});

describe("combine and select", () => {
  const both = combine(
    moments({ name: "rest", end: 3 }),
    moments({ name: "stim", start: 3, moments: ["mean", "std"] }),
  );
  const values = [1, 2, 6, 10, 20, 30];

  test("combine concatenates features", () => {
    expect(names(both).slice(4)).toEqual(["rest_kurtosis", "stim_mean", "stim_std"]);
    expect(compute(both, values)[0]).toBe(3);
    expect(compute(both, values)[5]).toBe(20);
  });

  test("select keeps some, by name or index, in the order asked for", () => {
    const all = compute(both, values);
    const some = select(both, ["stim_mean", 0]);
    expect(names(some)).toEqual(["stim_mean", "rest_mean"]);
    expect(compute(some, values)).toEqual([all[5], all[0]]);
  });

  test("select moves features of any shape whole", () => {
    const shaped: SummaryStatistic = {
      features: [
        { ...scalar, name: "a", shape: [2] },
        { ...scalar, name: "b" },
        { ...scalar, name: "c", shape: [3] },
      ],
      compute: (observation, out) => out.set(observation),
    };
    expect(compute(select(shaped, ["c", "a"]), [1, 2, 3, 4, 5, 6])).toEqual([4, 5, 6, 1, 2]);
  });

  test("unknown and repeated features throw", () => {
    expect(() => select(both, [7])).toThrow(/expected a feature among rest_mean, .*, got 7/);
    const loose: SummaryStatistic = both;
    expect(() => select(loose, ["median"])).toThrow(/got "median"/);
    expect(() => combine(both, moments({ name: "rest" }))).toThrow(/"rest_mean" twice/);
  });
});

describe("moments", () => {
  test("equal the population moments of a two-point law", () => {
    // P(1) = p, P(0) = 1 − p with p = 1/4: textbook Bernoulli moments.
    const expected = [0.25, 3 / 16, Math.sqrt(3) / 4, 0.5 / Math.sqrt(3 / 16), 7 / 3];
    compute(moments(), [0, 1, 0, 0]).forEach((value, i) =>
      expect(value).toBeCloseTo(expected[i], 14),
    );
  });

  test("shift and scale as moments do", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3 }),
        finite,
        fc.double({ min: 0.5, max: 5, noNaN: true }),
        (values, shift, scale) => {
          fc.pre(new Set(values).size > 1);
          const [mean, variance, , skewness, kurtosis] = compute(moments(), values);
          const moved = compute(
            moments(),
            values.map((v) => shift + scale * v),
          );
          expect(moved[0]).toBeCloseTo(shift + scale * mean, 9);
          expect(moved[1] / (scale * scale * variance)).toBeCloseTo(1, 9);
          expect(moved[2]).toBeCloseTo(Math.sqrt(moved[1]), 12);
          expect(moved[3]).toBeCloseTo(skewness, 6);
          expect(moved[4] / kurtosis).toBeCloseTo(1, 6);
        },
      ),
    );
  });

  test("a constant trace has no skewness or kurtosis", () => {
    expect(compute(moments(), [4, 4, 4])).toEqual([4, 0, 0, Number.NaN, Number.NaN]);
    expect(centralMoments(new Float64Array(0)).mean).toBeNaN();
  });

  test("carry the trace's unit, squared for the variance", () => {
    expect(moments({ name: "stim", unit: "mV" }).features.map(({ unit }) => unit)).toEqual([
      "mV",
      "mV2",
      "mV",
      "1",
      "1",
    ]);
  });

  test("an empty window throws", () => {
    expect(() => moments({ start: 5, end: 5 })).toThrow(/expected window end/);
    expect(() => compute(moments({ start: 2 }), [1, 2])).toThrow(/at least 3 samples, got 2/);
  });
});

describe("correlation", () => {
  test("equals the hand-worked autocorrelation of 1 2 3 4", () => {
    // Deviations −1.5 −0.5 0.5 1.5: squares sum to 5, lagged products to 1.25, −1.5, −2.25.
    const values = [1, 2, 3, 4];
    expect(compute(autocorrelation([0, 1, 2, 3, 4]), values)).toEqual([1, 0.25, -0.3, -0.45, 0]);
    expect(names(autocorrelation([3]))).toEqual(["autocorrelation_3"]);
  });

  test("a delayed copy peaks at its delay", () => {
    const first = Array.from({ length: 40 }, (_, t) => Math.sin(t * t));
    const delayed = first.map((_, t) => first[(t + 37) % 40]);
    const statistic = crossCorrelation([-3, 0, 3], {
      first: { end: 40 },
      second: { start: 40 },
    });
    const [before, none, after] = compute(statistic, [...first, ...delayed]);
    expect(after).toBeGreaterThan(0.8);
    expect(Math.abs(before)).toBeLessThan(0.5);
    expect(Math.abs(none)).toBeLessThan(0.5);
  });

  test("swapping the traces flips the lag, and no correlation exceeds 1", () => {
    const pair = fc.array(fc.tuple(finite, finite), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(pair, fc.integer({ min: -19, max: 19 }), (pairs, lag) => {
        const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
        const windows = { first: { end: a.length }, second: { start: a.length } };
        const [ab] = compute(crossCorrelation([lag], windows), [...a, ...b]);
        const [ba] = compute(crossCorrelation([-lag], windows), [...b, ...a]);
        fc.pre(Number.isFinite(ab));
        expect(ab).toBeCloseTo(ba, 9);
        expect(Math.abs(ab)).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  test("misuse throws", () => {
    expect(() => autocorrelation([0.5])).toThrow(/whole samples/);
    const uneven = crossCorrelation([0], { first: { end: 2 }, second: { start: 2 } });
    expect(() => compute(uneven, [1, 2, 3, 4, 5])).toThrow(/windows of one length, got 2 and 3/);
  });
});

const rest = (n: number): number[] => Array.from({ length: n }, () => -70);

describe("spike features", () => {
  const spike = [-5, 20, -60];
  const train = spikeFeatures({ dt: 1, after: 1, before: 100 });

  test("count, latency, mean interval and its coefficient of variation", () => {
    // Feet at samples 10, 23 and 46, one sample per ms: intervals 13 and 23.
    const voltage = [...rest(10), ...spike, ...rest(10), ...spike, ...rest(20), ...spike];
    expect(compute(train, voltage)).toEqual([3, 9, 18, 5 / 18]);
  });

  test("a silent trace has no latency, a broken one no count", () => {
    const none = Number.NaN;
    expect(compute(train, rest(30))).toEqual([0, none, none, none]);
    expect(compute(train, [...rest(30), none])).toEqual([none, none, none, none]);
  });
});
