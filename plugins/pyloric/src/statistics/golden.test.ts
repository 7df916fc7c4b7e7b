import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { pyloricTrace } from "../trace.ts";
import { detectBursts } from "./detect-bursts.ts";
import { statistics } from "./outputs.ts";
import { streamingStatistics } from "./streaming-statistics.ts";

interface GoldenRun {
  readonly name: string;
  readonly theta: readonly number[];
  readonly seed: number;
  readonly noise: number;
  readonly temperature: number;
  readonly statistics: readonly (number | null)[];
  /** Times in the window, ms; the first 40 spikes. */
  readonly neurons: readonly {
    readonly spikes: readonly number[];
    readonly starts: readonly number[];
    readonly ends: readonly number[];
  }[];
}

const { runs } = JSON.parse(
  readFileSync(new URL("./fixtures/golden-statistics.json", import.meta.url), "utf8"),
) as { runs: readonly GoldenRun[] };

/** Chaotic runs, which rounding separates from the reference's at these times of the window, ms. */
const separation: Readonly<Record<string, number>> = {
  prinz5b_eLife: 4955,
  valid_paper_299_defaultQ10: 8765,
};

const dt = 0.025;
const burnIn = 1000;
const experiment = { dt, burnIn, duration: 11_000, energy: true };

const simulate = ({ theta, seed, noise, temperature }: GoldenRun) => {
  const options = { noise, temperature, gates: "formulas" } as const;
  return pyloricTrace(options, Float64Array.from(theta), seed);
};

/** Equal lists of times as far as the runs are the same. */
const expectTimes = (actual: readonly number[], expected: readonly number[], until: number) => {
  const before = (times: readonly number[]) => times.filter((time) => time < until);
  expect(before(actual).map((time) => time.toFixed(6))).toEqual(
    before(expected).map((time) => time.toFixed(6)),
  );
};

describe("the reference implementation's runs, with its noise", () => {
  test.each(runs)("statistics, spikes and bursts of $name", (run) => {
    const { voltages, powers } = simulate(run);
    const until = separation[run.name] ?? Infinity;
    voltages.forEach((voltage, j) => {
      const { spikes, bursts } = detectBursts(voltage.subarray(burnIn / dt), dt);
      const { spikes: firstSpikes, starts, ends } = run.neurons[j];
      expectTimes(spikes.slice(0, 40), firstSpikes, until);
      expectTimes(
        bursts.map(([start]) => start),
        starts,
        until,
      );
      expectTimes(
        bursts.map(([, end]) => end),
        ends,
        until,
      );
    });
    if (until < Infinity) return;

    const out = new Float64Array(34);
    const whole = streamingStatistics({ ...experiment, stopEarly: "none" });
    whole.start();
    whole.push(voltages, powers);
    const reason = whole.finish(out);
    run.statistics.forEach((expected, i) => {
      const { name } = statistics(true)[i];
      if (expected === null) expect(out[i], name).toBeNaN();
      else expect(Math.abs(out[i] - expected), name).toBeLessThanOrEqual(1e-8 * Math.abs(expected));
    });
    expect(reason === undefined).toBe(run.statistics.every((value) => value !== null));

    const early = streamingStatistics({ ...experiment, stopEarly: "provable" });
    early.start();
    expect(early.push(voltages, powers)).toBe(reason === undefined ? "go-on" : "hopeless");
  });
});
