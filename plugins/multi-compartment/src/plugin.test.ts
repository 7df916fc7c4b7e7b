import { pluginChecks } from "@retrodict/conformance";
import { stream } from "@retrodict/random";
import { featureLength, withSummary } from "@retrodict/summary";
import { describe, expect, test } from "vitest";
import { plugin } from "./index.ts";

const defaultsOf = (entry: (typeof plugin.simulators)[number]) =>
  Float64Array.from(entry.info.parameters, (parameter) => parameter.default);

for (const { name, run } of pluginChecks(plugin)) test(name, run);

test("holds two simulators", () => {
  expect(plugin.simulators.map(({ info }) => info.id)).toEqual([
    "passive-cable",
    "hodgkin-huxley-cable",
  ]);
});

describe.each(plugin.simulators.map((entry) => [entry.info.id, entry] as const))(
  "%s",
  (_, entry) => {
    const theta = defaultsOf(entry);
    const run = (rng = stream(7).fork(0), parameters = theta, options = {}) => {
      const simulator = entry.create(options);
      const out = new Float64Array(featureLength(simulator.info.outputs));
      const reason = simulator.simulate(rng, parameters, out);
      return { out, reason };
    };

    test("declares parameters with defaults inside their bounds and options in kebab case", () => {
      for (const { bounds, default: standard } of entry.info.parameters) {
        expect(bounds[0]).toBeLessThan(standard);
        expect(standard).toBeLessThan(bounds[1]);
      }
      for (const { name } of entry.options!) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    });

    test("declared defaults are what absent options mean", () => {
      const given = entry.options!.flatMap((option) =>
        option.default === undefined ? [] : [[option.name, option.default]],
      );
      const options = Object.fromEntries(given);
      expect(entry.create(options).info).toEqual(entry.info);
      expect(run(stream(3), theta, options).out).toEqual(run(stream(3)).out);
    });

    test("is pure in (rng, theta), whatever ran in between", () => {
      const first = run().out;
      run(stream(8), theta, { morphology: "rall", compartments: 200, "time-step": 0.05 });
      expect(run().out).toEqual(first);
      const rng = stream(7).fork(0);
      rng.normal();
      expect(run(rng).out).toEqual(first);
      expect(run(stream(7).fork(1)).out).not.toEqual(first);
    });

    test("options reach simulator and summary alike, and a worker", () => {
      const morphology = [
        { name: "soma", length: 20, diameter: 20, compartments: 0 },
        { name: "axon", parent: "soma", length: 500, diameter: 3, compartments: 10 },
      ];
      const options = structuredClone({ morphology, electrodes: "soma:0, axon:0.5, axon:1" });
      const simulator = entry.create(options);
      expect(simulator.info.outputs.map(({ name }) => name)).toEqual([
        "voltage_1",
        "voltage_2",
        "voltage_3",
      ]);
      const statistic = entry.summary!(options);
      const out = new Float64Array(featureLength(statistic.features));
      withSummary(simulator, statistic).simulate(stream(1), theta, out);
      expect(out.every(Number.isFinite)).toBe(true);
    });

    test("the synthetic observation is a run of the default parameters", () => {
      const [observation] = entry.observations!;
      const { options, raw, theta: truth } = observation.load();
      expect(observation.name).toBe("synthetic");
      expect(options).toEqual({});
      expect(truth).toEqual(theta);
      expect(raw).toEqual(run(stream("synthetic")).out);
      const statistic = entry.summary!();
      const out = new Float64Array(statistic.features.length);
      statistic.compute(raw, out);
      expect(out.every(Number.isFinite)).toBe(true);
    });

    test("parameters without a solution give NaN and a reason, not an error", () => {
      for (const i of theta.keys()) {
        const { out, reason } = run(stream(1), theta.with(i, Number.NaN));
        expect(out.some(Number.isNaN)).toBe(true);
        expect(reason).toMatch(/NaN/);
      }
    });

    test("rows of the wrong length are refused", () => {
      const simulator = entry.create();
      const out = new Float64Array(featureLength(simulator.info.outputs));
      expect(() => simulator.simulate(stream(1), theta.subarray(1), out)).toThrow(/theta of/);
      expect(() => simulator.simulate(stream(1), theta, out.subarray(1))).toThrow(/out of/);
    });
  },
);
