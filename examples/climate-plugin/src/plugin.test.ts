import { pluginChecks } from "@retrodict/conformance";
import { stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import { plugin, twoBox } from "./index.ts";

const [entry] = plugin.simulators;

for (const { name, run } of pluginChecks(plugin)) test(name, run);

test("the known climate is the simulator's own, to three decimals", () => {
  const { raw, theta } = entry.observations![0].load();
  const out = new Float64Array(raw.length);
  twoBox().simulate(stream("known climate"), theta!, out);
  out.forEach((value, i) => expect(Math.abs(value - raw[i])).toBeLessThan(0.5001e-3));
});

test("without forcing, temperature has the variance and the persistence asked for", () => {
  const [years, runs, sigma, persistence] = [1000, 20, 0.2, 0.5];
  const simulator = twoBox({ duration: years, persistence });
  const theta = Float64Array.of(1.1, 0.7, 7.5, 105, 1e-12, sigma, 0.3);
  let [square, product] = [0, 0];
  for (let run = 0; run < runs; run++) {
    const out = new Float64Array(2 * years);
    simulator.simulate(stream("unforced").fork(run), theta, out);
    const T = out.subarray(0, years);
    square += T.reduce((sum, value) => sum + value ** 2 / years / runs, 0);
    product += T.subarray(1).reduce(
      (sum, value, i) => sum + (value * T[i]) / (years - 1) / runs,
      0,
    );
  }
  // Of n values of AR(1), the mean square has the relative variance 2 (1 + φ²) / (1 − φ²) / n, and the correlation of
  // neighbours the variance (1 − φ²) / n (Bartlett 1946); five standard errors.
  const n = years * runs;
  const ratio = (1 + persistence ** 2) / (1 - persistence ** 2);
  expect(Math.abs(square / sigma ** 2 - 1)).toBeLessThan(5 * Math.sqrt((2 * ratio) / n));
  expect(Math.abs(product / square - persistence)).toBeLessThan(
    5 * Math.sqrt((1 - persistence ** 2) / n),
  );
});

const table = (columns: Readonly<Record<string, Float64Array>>) => ({
  source: "run.csv",
  columns: Object.entries(columns).map(([name, data]) => ({ name, data })),
});

describe("a climate model's run", () => {
  const temperature_K = Float64Array.from({ length: 70 }, (_, year) => 0.03 * year);
  const imbalance_W_m2 = Float64Array.from({ length: 70 }, (_, year) => 0.01 * year);

  test("is read as what the simulator would have put out", () => {
    const given = { scenario: "1pctCO2", persistence: 0.3 };
    const { options, raw } = entry.recording!.read(table({ imbalance_W_m2, temperature_K }), given);
    expect([...raw]).toEqual([...temperature_K, ...imbalance_W_m2]);
    expect(options).toEqual({ ...given, duration: 70 });
    expect(entry.create(options).info.outputs.map(({ shape }) => shape)).toEqual([[70], [70]]);
  });

  test("with gaps is refused", () => {
    const gap = table({ imbalance_W_m2, temperature_K: temperature_K.with(3, Number.NaN) });
    expect(() => entry.recording!.read(gap, {})).toThrow(/temperature_K of run.csv has gaps/);
  });
});
