import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { numpyLegacy } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import { hodgkinHuxleySummary, plugin, simulateWithNoise } from "./index.ts";

interface GoldenRun {
  readonly name: string;
  readonly theta: readonly number[];
  readonly seed: number;
  readonly stats: readonly number[];
  readonly last_V_mV: number;
}

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
const { runs } = JSON.parse(fixture("golden-runs.json").toString()) as {
  runs: readonly GoldenRun[];
};
const [header, ...rows] = gunzipSync(fixture("golden-voltage.csv.gz"))
  .toString()
  .trim()
  .split("\n");
const tenths = rows.map((row) => row.split(",").map(Number));

const simulate = ({ seed, theta }: GoldenRun) => {
  const rng = numpyLegacy(seed);
  const noise = Float64Array.from({ length: 12001 }, () => rng.normal());
  return simulateWithNoise({}, Float64Array.from(theta), noise);
};

describe("the reference implementation's runs, with its noise", () => {
  test.each(runs)("trace of $name", (run) => {
    const voltage = simulate(run);
    const column = header.split(",").indexOf(run.name);
    const errors = tenths.map((row, i) => Math.abs(voltage[10 * i] - row[column]));
    // The fixture's nine digits leave up to 5e-7 mV.
    expect(Math.max(...errors)).toBeLessThan(1e-6);
    expect(Math.abs(voltage[12000] - run.last_V_mV)).toBeLessThan(1e-9);
  });

  test.each(runs)("statistics of $name", (run) => {
    const out = new Float64Array(7);
    hodgkinHuxleySummary().compute(simulate(run), out);
    run.stats.forEach((expected, i) => {
      expect(Math.abs(out[i] - expected)).toBeLessThanOrEqual(1e-9 * Math.abs(expected));
    });
  });

  test("the synthetic observation is the first of them", () => {
    const { raw, theta } = plugin.simulators[0].observations![0].load();
    expect([...theta!]).toEqual(runs[0].theta);
    expect(raw).toEqual(simulate(runs[0]));
  });
});
