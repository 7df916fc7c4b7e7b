import { pluginChecks } from "@retrodict/conformance";
import { describe, expect, test } from "vitest";
import { plugin } from "./index.ts";

const entry = plugin.simulators[0];

for (const { name, run } of pluginChecks(plugin)) test(name, run);

describe("plugin", () => {
  test("has one simulator of eight parameters", () => {
    expect(plugin.simulators.map(({ info }) => info.id)).toEqual(["hodgkin-huxley"]);
    expect(entry.info.parameters).toHaveLength(8);
  });

  test("options given by name reach simulator and summary alike", () => {
    expect(entry.create({ duration: 130 }).info.outputs[0].shape).toEqual([13001]);
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
