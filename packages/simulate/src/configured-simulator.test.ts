import { stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import { plugin } from "./fixtures/plugin.ts";
import { configuredSimulator, configuredStatistic, type SimulatorConfiguration } from "./index.ts";

const entry = plugin.simulators.find(({ info }) => info.id === "summarised")!;
const bare = plugin.simulators.find(({ info }) => info.id === "plain")!;
const options = { gain: 2, offset: 10 };

function run(which: typeof entry, configuration?: SimulatorConfiguration) {
  const simulator = configuredSimulator(which, configuration);
  const names = simulator.info.outputs.map(({ name }) => name);
  const length = simulator.info.outputs.reduce((sum, { shape }) => sum + (shape[0] ?? 1), 0);
  const out = new Float64Array(length);
  simulator.simulate(stream(1), Float64Array.of(0.3, 0), out);
  return { names, out: [...out] };
}

describe("configuredSimulator", () => {
  test("reduces with the entry's summary under the same options", () => {
    const raw = run(entry, { options, output: "raw" }).out;
    expect(raw).toEqual(run(bare).out.map((value) => 2 * value));
    const { names, out } = run(entry, { options });
    expect(names).toEqual(["first", "sum"]);
    expect(out).toEqual([raw[0] + 10, raw.reduce((a, b) => a + b) + 10]);
  });

  test("keeps the features named, in that order, of a summary or of raw outputs", () => {
    const whole = run(entry, { options });
    expect(run(entry, { options, features: ["sum"] })).toEqual({
      names: ["sum"],
      out: [whole.out[1]],
    });
    expect(run(bare, { features: ["trace", "noisy"] }).out).toEqual([
      ...run(bare).out.slice(1),
      run(bare).out[0],
    ]);
  });

  test("names the features there are when asked for another", () => {
    expect(() => configuredSimulator(entry, { features: ["rate"] })).toThrow(/first, sum.*"rate"/);
  });

  test("configuredStatistic makes an observation what the simulator outputs", () => {
    const cases: SimulatorConfiguration[] = [
      { options },
      { options, output: "raw" },
      { options, features: ["sum"] },
      { options, output: "raw", features: ["trace"] },
    ];
    const raw = Float64Array.from(run(entry, { options, output: "raw" }).out);
    for (const configuration of cases) {
      const expected = run(entry, configuration);
      const statistic = configuredStatistic(entry, configuration);
      const out = new Float64Array(expected.out.length);
      statistic.compute(raw, out);
      expect([...out]).toEqual(expected.out);
      expect(statistic.features.map(({ name }) => name)).toEqual(expected.names);
    }
  });
});
