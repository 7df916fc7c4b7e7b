import { stream } from "@retrodict/random";
import { regularizedGammaQ } from "@retrodict/stats";
import { describe, expect, test } from "vitest";
import { brunel, brunelEight } from "./index.ts";

/** Interspike intervals of all neurons, in steps of 0.1 ms, and how many neurons had each. */
function intervals(options: Parameters<typeof brunel>[0], theta: readonly number[]) {
  const { neurons, times } = brunel(options).record(stream(1), Float64Array.from(theta));
  const last = new Map<number, number>();
  const counts = new Map<number, number>();
  neurons.forEach((neuron, k) => {
    const before = last.get(neuron);
    last.set(neuron, times[k]);
    if (before === undefined) return;
    const steps = Math.round((times[k] - before) * 10);
    counts.set(steps, (counts.get(steps) ?? 0) + 1);
  });
  return counts;
}

/** Poisson probability of fewer than `k`. */
const below = (k: number, mean: number) => regularizedGammaQ(k, mean);

describe("unconnected neurons", () => {
  // Without connections and (nearly) without leak, a neuron spikes when `jumps` external spikes have come, so that
  // an interval is at most n steps if a Poisson variable of mean n times the drive is at least `jumps`.
  test.each([
    { jumps: 1, drive: 0.3, refractory: 0 },
    { jumps: 1, drive: 0.02, refractory: 2 },
    { jumps: 4, drive: 2, refractory: 0.5 },
    { jumps: 7, drive: 6.3, refractory: 0 },
    { jumps: 40, drive: 33, refractory: 0 },
    { jumps: 500, drive: 490, refractory: 0 },
  ])(
    "intervals of $jumps jumps at $drive a step are exact in distribution",
    ({ jumps, drive, refractory }) => {
      const threshold = 20;
      const J = threshold / (jumps - 0.5);
      const eta = (drive * J * 1000) / (threshold * 0.1);
      const fixed = { threshold, reset: 0, "membrane-time-constant": 1000 };
      const counts = intervals(
        {
          ...fixed,
          neurons: 200,
          duration: 200,
          "burn-in": 0,
          "refractory-period": refractory,
          "connection-probability": 0,
        },
        [eta, 5, J],
      );
      const hold = 10 * refractory;
      const total = [...counts.values()].reduce((a, b) => a + b);
      const probability = (steps: number) =>
        below(jumps, (steps - 1 - hold) * drive) - below(jumps, (steps - hold) * drive);
      // Cells that expect ten or more each, and one of the rest. Long intervals are cut off by the end of the run;
      // as intervals are less than a tenth of it, by less than the noise of these counts.
      const cells: [number, number][] = [];
      let expectedRest = total;
      let rest = total;
      for (let steps = hold + 1; steps < 200 + hold; steps++) {
        const expected =
          total * (steps === hold + 1 ? 1 - below(jumps, drive) : probability(steps));
        if (expected < 10) continue;
        cells.push([counts.get(steps) ?? 0, expected]);
        expectedRest -= expected;
        rest -= counts.get(steps) ?? 0;
      }
      if (expectedRest > 1) cells.push([rest, expectedRest]);
      const chiSquare = cells.reduce(
        (sum, [n, expected]) => sum + (n - expected) ** 2 / expected,
        0,
      );
      const freedom = cells.length - 1;
      expect(total).toBeGreaterThan(5000);
      expect(regularizedGammaQ(freedom / 2, chiSquare / 2)).toBeGreaterThan(1e-3);
    },
  );
});

const row = (simulator: ReturnType<typeof brunel>, theta: readonly number[], seed = 1) => {
  const out = new Float64Array(simulator.info.outputs.length);
  const reason = simulator.simulate(stream(seed), Float64Array.from(theta), out);
  return { out, reason };
};

describe("brunel and brunelEight", () => {
  const small = { neurons: 500, duration: 450, "burn-in": 100 };
  const standard = [2, 5, 0.3];

  test("give the same networks for the same constants", () => {
    const eight = brunelEight(small);
    const out = new Float64Array(eight.info.outputs.length);
    const theta = Float64Array.of(15, 18, 1, 2, 0.3, 5, 2, 0.2);
    eight.simulate(stream(1), theta, out);
    const fixed = {
      "membrane-time-constant": 15,
      threshold: 18,
      "refractory-period": 1,
      delay: 2,
      "connection-probability": 0.2,
    };
    expect(row(brunel({ ...small, ...fixed }), [2, 5, 0.3]).out).toEqual(out);
    expect(out.every(Number.isFinite)).toBe(true);
  });

  test("are pure in (rng, theta), whatever ran in between", () => {
    const simulator = brunel(small);
    const first = row(simulator, standard);
    expect(first.reason).toBeUndefined();
    row(simulator, [4, 3.5, 0.4], 2);
    row(brunel({ ...small, neurons: 2000 }), standard);
    simulator.record(stream(3), Float64Array.from(standard));
    expect(row(simulator, standard)).toEqual(first);
    expect(row(simulator, standard, 2)).not.toEqual(first);
    const used = stream(1);
    used.normal();
    const out = new Float64Array(first.out.length);
    simulator.simulate(used, Float64Array.from(standard), out);
    expect(out).toEqual(first.out);
  });

  test("say why there are no statistics", () => {
    const simulator = brunel(small);
    const refused: [number[], RegExp][] = [
      [[Number.NaN, 5, 0.3], /eta is not finite/],
      [[2, 5, 0], /J must be positive/],
      [[2, -1, 0.3], /g and eta not negative/],
      [[2, 5, 1e-6], /external drive is more than 500/],
      [[0, 5, 0.3], /silent after 0 ms/],
      [[400, 0, 20], /ran away: \d+ Hz of at most 476 Hz/],
    ];
    for (const [theta, message] of refused) {
      const { out, reason } = row(simulator, theta);
      expect(reason).toMatch(message);
      expect(out.every(Number.isNaN)).toBe(true);
    }
    const eight = brunelEight(small);
    const out = new Float64Array(eight.info.outputs.length);
    const of = (index: number, value: number) =>
      eight.simulate(
        stream(1),
        Float64Array.of(20, 20, 2, 1.5, 0.3, 5, 2, 0.1).with(index, value),
        out,
      );
    expect(of(0, 0)).toMatch(/membrane time constant must be positive/);
    expect(of(1, 9)).toMatch(/threshold above the reset/);
    expect(of(2, -1)).toMatch(/must not be negative/);
    expect(of(3, 1e300)).toBeUndefined();
    expect(of(7, 1.1)).toMatch(/between 0 and 1/);
  });

  test("name the statistics too few neurons spiked for, and give the others", () => {
    const { out, reason } = row(brunel(small), [0.8, 8, 0.2]);
    expect(reason).toMatch(/^too few spikes for cv_isi_E, cv2_E, lv_E/);
    expect(out[0]).toBeGreaterThan(0);
  });

  test("refuse what makes no simulation", () => {
    const refused: [object, RegExp][] = [
      [{ neurons: 70_000 }, /neurons between 10 and 65536/],
      [{ neurons: 100.5 }, /neurons to be an integer/],
      [{ duration: 300 }, /duration in ms to be an integer of at least 400/],
      [{ "time-step": 0.3 }, /whole number makes 1 ms, got 0.3/],
      [{ duration: 1e6 }, /updates of neurons/],
      [{ threshold: 10 }, /threshold above the reset \(10 mV\), got 10/],
      [{ size: 3 }, /options named neurons, .*got size/],
    ];
    for (const [options, message] of refused) expect(() => brunel(options)).toThrow(message);
    const simulator = brunel(small);
    const out = new Float64Array(simulator.info.outputs.length);
    expect(() => simulator.simulate(stream(1), new Float64Array(2), out)).toThrow(/theta of/);
    expect(() => simulator.simulate(stream(1), new Float64Array(3), out.subarray(1))).toThrow(
      /out of/,
    );
    expect(() => simulator.record(stream(1), new Float64Array(2))).toThrow(/theta of/);
  });
});
