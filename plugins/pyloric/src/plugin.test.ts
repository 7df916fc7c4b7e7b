import { pluginChecks } from "@retrodict/conformance";
import { readFileSync } from "node:fs";
import { stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import { lobsters, plugin, prinzNeurons, toElifeOrder } from "./index.ts";

const published = JSON.parse(
  readFileSync(new URL("./fixtures/published-prior.json", import.meta.url), "utf8"),
) as { readonly names: string[]; readonly lower: number[]; readonly upper: number[] };

/** A few periods are enough to check promises. */
const short = Object.fromEntries(
  plugin.simulators.map(({ info }) => [info.id, { duration: 5000 }]),
);

for (const { name, run } of pluginChecks(plugin, { options: short })) test(name, run);

describe("plugin", () => {
  test("has the parameters of the published prior, with more and more Q10s", () => {
    expect(plugin.simulators.map(({ info }) => info.id)).toEqual([
      "pyloric",
      "pyloric-q10",
      "pyloric-all-q10",
    ]);
    expect(plugin.simulators.map(({ info }) => info.parameters.length)).toEqual([31, 41, 46]);
    const [core, some, all] = plugin.simulators.map(({ info }) => info.parameters);
    expect(some.slice(0, 31)).toEqual(core);
    expect(all.slice(0, 41)).toEqual(some);
    expect(new Set(all.map(({ name }) => name)).size).toBe(46);
    all.forEach(({ name, bounds }, i) => {
      const last = published.names[i].split(/[.-]/).at(-1)!;
      expect(name.toLowerCase().endsWith(last.toLowerCase())).toBe(true);
      expect(bounds[0]).toBeCloseTo(published.lower[i], 12);
      expect(bounds[1]).toBeCloseTo(published.upper[i], 12);
    });
  });

  test("defaults lie in the prior and make the crab's rhythm", () => {
    const [{ create, info, observations }] = plugin.simulators;
    const theta = Float64Array.from(info.parameters, (parameter) => parameter.default);
    info.parameters.forEach(({ bounds }, i) => {
      expect(theta[i]).toBeGreaterThan(bounds[0]);
      expect(theta[i]).toBeLessThan(bounds[1]);
    });
    const out = new Float64Array(34);
    expect(create().simulate(stream(1), theta, out)).toBeUndefined();
    const { raw } = observations![0].load();
    // Period and burst durations.
    for (const i of [0, 1, 2, 3]) expect(Math.abs(out[i] / raw[i] - 1)).toBeLessThan(0.1);
  });

  test("the published neurons of Prinz et al. lie in the prior, too", () => {
    const { parameters } = plugin.simulators[0].info;
    for (const [neuron, versions] of Object.entries(prinzNeurons)) {
      for (const [channel, value] of versions.flatMap((version) => Object.entries(version))) {
        const { bounds } = parameters.find(({ name }) => name === `${neuron}_${channel}`)!;
        expect(value).toBeGreaterThanOrEqual(bounds[0]);
        expect(value).toBeLessThanOrEqual(bounds[1]);
      }
    }
  });

  test.each(plugin.simulators.map((entry) => [entry.info.id, entry] as const))(
    "%s takes its options' defaults",
    (_, entry) => {
      const options = Object.fromEntries(
        entry.options!.map((option) => [option.name, option.default]),
      );
      expect(entry.create(options).info).toEqual(entry.info);
      expect(entry.create({ energies: false }).info.outputs.length).toBe(25);
      expect(entry.summary!(options).features.length).toBe(18);
      expect(entry.summary!({ statistics: "all", energies: false }).features.length).toBe(25);
    },
  );
});

describe("observations", () => {
  const [crab, lobster] = plugin.simulators[0].observations!;
  const summarise = ({ load }: typeof crab) => {
    const { options, raw } = load();
    const summary = plugin.simulators[0].summary!(options);
    const out = new Float64Array(summary.features.length);
    summary.compute(raw, out);
    return out;
  };

  test("have a value of every feature they are conditioned on", () => {
    expect(summarise(crab).length).toBe(18);
    expect(summarise(lobster).length).toBe(15);
    for (const observation of [crab, lobster])
      expect(summarise(observation).every(Number.isFinite)).toBe(true);
  });

  test("are the published ones", () => {
    const durations = [206.036434, 214.307031, 412.842187];
    const period = 1170.858594;
    [period, ...durations, ...durations.map((duration) => duration / period)].forEach((value, i) =>
      expect(Math.abs(summarise(crab)[i] / value - 1)).toBeLessThan(1e-8),
    );
    expect([...toElifeOrder(summarise(lobster))]).toEqual(lobsters.mean);
  });
});
