import { describe, expect, test } from "vitest";
import { plugin } from "./index.ts";

const entry = plugin.simulators[0];

describe("plugin", () => {
  test("declares eight parameters with defaults inside their bounds", () => {
    expect(plugin.simulators.map(({ info }) => info.id)).toEqual(["hodgkin-huxley"]);
    const { parameters } = entry.info;
    expect(new Set(parameters.map(({ name }) => name)).size).toBe(8);
    for (const { bounds, default: standard } of parameters) {
      expect(bounds[0]).toBeLessThan(standard);
      expect(standard).toBeLessThan(bounds[1]);
    }
  });

  test("options given by name reach simulator and summary alike", () => {
    const names = entry.options!.map(({ name }) => name);
    const defaults = Object.fromEntries(
      entry.options!.map((option) => [option.name, option.default]),
    );
    expect(entry.create(defaults).info).toEqual(entry.info);
    expect(entry.create({ duration: 130 }).info.outputs[0].shape).toEqual([13001]);
    expect(names.every((name) => /^[a-z]+(-[a-z]+)*$/.test(name))).toBe(true);
    expect(() => entry.summary!({ duration: 100 })).toThrow(/duration \(100 ms\)/);
  });

  test("the summary's features are named and scalar", () => {
    const { features } = entry.summary!();
    expect(features.map(({ name }) => name)).toEqual([
      "spike_count",
      "rest_mean",
      "rest_std",
      "stimulus_mean",
      "stimulus_variance",
      "stimulus_skewness",
      "stimulus_kurtosis",
    ]);
    expect(features.every(({ shape }) => shape.length === 0)).toBe(true);
  });
});
