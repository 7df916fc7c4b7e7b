import { readFileSync } from "node:fs";
import { RetrodictError } from "@retrodict/check";
import { stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import { plugin, pyloric, pyloricEnergies, pyloricTrace, simulateWithSeed } from "./index.ts";
import { kernel } from "./kernel.ts";
import { defaults, parameters } from "./parameters.ts";
import type { PyloricOptions } from "./protocol.ts";

const standard = defaults.slice(0, 31);
/** A published network that is pyloric with noise: the first of the golden runs. */
const { theta } = JSON.parse(
  readFileSync(new URL("./statistics/fixtures/golden-statistics.json", import.meta.url), "utf8"),
).runs[0] as { readonly theta: readonly number[] };
const rhythmic = Float64Array.from(theta);

function simulate(options: PyloricOptions, theta = rhythmic, label = 0) {
  const simulator = pyloric(options);
  const out = new Float64Array(simulator.info.outputs.length);
  const reason = simulator.simulate(stream(7).fork(label), theta, out);
  return { out, reason };
}

const short = { duration: 1200, "burn-in": 200 } as const;

describe("pyloric", () => {
  test("gives 34 statistics of a rhythm, without energies the 25 others", () => {
    const { out, reason } = simulate({});
    expect(reason).toBeUndefined();
    expect(out.length).toBe(34);
    expect(out.every(Number.isFinite)).toBe(true);
    const fewer = simulate({ energies: false });
    expect([...fewer.out]).toEqual([...out.slice(0, 24), out[33]]);
  });

  test("is pure in (rng, theta), whatever ran in between", () => {
    const first = simulate({}).out;
    simulate({ ...short, temperature: 299, "noise-stream": "numpy" }, standard);
    simulate({ ...short, gates: "formulas" }, standard.with(0, Number.NaN));
    expect(simulate({}).out).toEqual(first);
    expect(simulate({}, rhythmic, 1).out).not.toEqual(first);
    const rng = stream(7).fork(0);
    rng.normal();
    const out = new Float64Array(34);
    pyloric().simulate(rng, rhythmic, out);
    expect(out).toEqual(first);
  });

  test("takes no more memory, however much is simulated", () => {
    const { buffer } = kernel().state;
    const before = buffer.byteLength;
    for (const temperature of [283, 290, 299])
      for (const dt of [0.025, 0.05]) simulate({ ...short, temperature, "time-step": dt });
    pyloricTrace({ duration: 2000 }, standard, 1);
    expect(kernel().state.buffer).toBe(buffer);
    expect(buffer.byteLength).toBe(before);
  });

  test("numbers change with nothing but rounding between tables and formulas", () => {
    const byTables = simulate({ "noise-stream": "numpy" }).out;
    const byFormulas = simulate({ "noise-stream": "numpy", gates: "formulas" }).out;
    byTables.forEach((value, i) => {
      expect(Math.abs(value - byFormulas[i])).toBeLessThanOrEqual(1e-8 * Math.abs(value));
    });
  });

  test("the default Q10s do what Q10s given as parameters do", () => {
    const options = { temperature: 299, "stop-early": "none" } as const;
    const expected = simulateWithSeed(options, rhythmic, 3);
    for (const { length } of Object.values(parameters)) {
      const given = defaults.slice(0, length);
      given.set(rhythmic);
      expect(simulateWithSeed(options, given, 3)).toEqual(expected);
    }
    const warmer = defaults.slice();
    warmer.set(rhythmic);
    warmer[31] = 1.9;
    expect(simulateWithSeed(options, warmer, 3)).not.toEqual(expected);
  });
});

describe("failed runs", () => {
  test("a parameter that is not finite gives NaN and the reason", () => {
    for (const value of [Number.NaN, Infinity]) {
      const { out, reason } = simulate({}, rhythmic.with(8, value));
      expect(out.every(Number.isNaN)).toBe(true);
      expect(reason).toBe("the voltage was not finite");
    }
  });

  test("a run without a rhythm says so, sooner if it may", () => {
    const silent = simulate({}, new Float64Array(31).fill(-Infinity, 24));
    expect(silent.reason).toMatch(/^ended .* s into the window/);
    expect(silent.out.every(Number.isNaN)).toBe(true);
    const patient = simulate({ "stop-early": "none" }, new Float64Array(31).fill(-Infinity, 24));
    expect(patient.reason).toMatch(/had no burst/);
    expect([patient.out[0], patient.out[18]]).toEqual([Number.NaN, 0]);
  });
});

describe("misuse is refused", () => {
  const wrong: readonly (readonly [string, unknown, RegExp])[] = [
    ["time-step", 0, /time-step to be positive/],
    ["time-step", 0.2, /time-step between/],
    ["temperature", -1, /temperature to be positive/],
    ["noise", -1, /noise between/],
    ["noise", Number.NaN, /noise between/],
    ["duration", 1e9, /at most 2147483647 samples/],
    ["duration", 900, /burn-in < duration \(900 ms\)/],
    ["burn-in", -1, /burn-in/],
    ["energies", "yes", /energies to be a boolean/],
    ["gates", "exact", /gates to be tables or formulas/],
    ["stop-early", true, /stop-early to be provable or none or fast/],
    ["q10", "all", /options named duration, .*got q10/],
  ];

  test.each(wrong)("%s: %s", (name, value, message) => {
    const options = { [name]: value } as PyloricOptions;
    for (const use of [
      () => pyloric(options),
      () => plugin.simulators[0].create(options),
      () => plugin.simulators[0].summary!(options),
      () => pyloricTrace(options, standard, 1),
      () => pyloricEnergies(options, standard, 1),
    ]) {
      expect(use).toThrow(RetrodictError);
      expect(use).toThrow(message);
    }
  });

  test("rows of the wrong length", () => {
    const out = new Float64Array(34);
    expect(() => pyloric().simulate(stream(1), defaults, out)).toThrow(/theta of length 31/);
    expect(() => pyloric().simulate(stream(1), standard, out.subarray(1))).toThrow(/out of/);
    expect(() => pyloricTrace({}, standard.subarray(1), 1)).toThrow(/length 31 or 41 or 46/);
    expect(() => pyloricTrace({}, standard, 1, 0)).toThrow(/every/);
  });

  test("seeds that numpy does not take", () => {
    for (const seed of [-1, 0.5, 2 ** 32, Number.NaN])
      expect(() => simulateWithSeed({}, standard, seed)).toThrow(/a seed from 0/);
  });
});

describe("pyloricTrace", () => {
  test("thins the trace that was simulated", () => {
    const whole = pyloricTrace(short, standard, stream(1));
    const thinned = pyloricTrace(short, standard, stream(1), 7);
    expect(whole.step).toBe(0.025);
    expect(thinned.step).toBeCloseTo(0.175, 12);
    whole.voltages.forEach((v, j) => {
      expect(thinned.voltages[j]).toEqual(v.filter((_, i) => i % 7 === 0));
      expect(thinned.powers![j]).toEqual(whole.powers![j].filter((_, i) => i % 7 === 0));
    });
    const voltagesAlone = pyloricTrace({ ...short, energies: false }, standard, stream(1));
    expect(voltagesAlone).toEqual({ step: 0.025, voltages: whole.voltages });
  });
});
