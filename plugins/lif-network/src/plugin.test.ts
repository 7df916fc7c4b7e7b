import { pluginChecks } from "@retrodict/conformance";
import type { Plugin } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { plugin } from "./index.ts";

/** The plugin with networks small enough to be simulated many times, and without its observations. */
const small: Plugin = {
  ...plugin,
  simulators: plugin.simulators.map((entry) => ({
    ...entry,
    observations: [],
    create: (options) => entry.create({ neurons: 500, duration: 400, ...options }),
  })),
};

for (const { name, run } of pluginChecks(small)) test(name, run);

describe("plugin", () => {
  test("has four networks", () => {
    expect(plugin.simulators.map(({ info }) => [info.id, info.parameters.length])).toEqual([
      ["brunel", 3],
      ["brunel-8", 8],
      ["vogels-abbott-current", 4],
      ["vogels-abbott-conductance", 4],
    ]);
  });

  test.each(plugin.simulators.map((entry) => [entry.info.id, entry] as const))(
    "%s has synthetic observations with a value of every statistic",
    (_, { info, observations }) => {
      expect(observations![0].load().options).toEqual({});
      for (const { load } of observations!) {
        const { raw, theta } = load();
        expect(theta).toEqual(Float64Array.from(info.parameters, (parameter) => parameter.default));
        expect(raw).toHaveLength(info.outputs.length);
        expect(raw.every(Number.isFinite)).toBe(true);
      }
    },
  );
});
