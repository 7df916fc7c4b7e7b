import { spawnSync } from "node:child_process";
import { pluginChecks } from "@retrodict/conformance";
import { stream } from "@retrodict/random";
import { inProcess } from "@retrodict/simulate";
import { describe, expect, test } from "vitest";
import { plugin } from "./plugin.ts";

const python = spawnSync("python3", ["--version"]).status === 0;
const [epidemic] = plugin.simulators;

describe.skipIf(!python)("the epidemic, where there is python3", () => {
  for (const { name, run } of pluginChecks(plugin)) test(name, run);

  test("without infections people recover independently of each other", async () => {
    const infected = 1000;
    const gamma = 0.3;
    const rows = 40;
    const theta = {
      rows,
      cols: 2,
      data: Float64Array.from({ length: 2 * rows }, (_, i) => [0, gamma][i % 2]),
    };
    const simulator = inProcess(epidemic.create({ population: infected, infected }));
    const { x } = await simulator.simulateBatch(stream(1), theta);
    for (let day = 1; day <= 14; day++) {
      const ill = Math.exp(-gamma * day);
      const people = rows * infected;
      const share = x.data.reduce((n, v, i) => n + (i % 14 === day - 1 ? v / people : 0), 0);
      // Five standard errors of a binomial share; 14 of them leave out less than one seed in 100 000.
      expect(Math.abs(share - ill)).toBeLessThan(5 * Math.sqrt((ill * (1 - ill)) / people));
    }
  });

  test("what the model does not know is an error of the row, in its own words", () => {
    const out = new Float64Array(14);
    const reason = epidemic.create().simulate(stream(1), Float64Array.of(-1, 0.5), out);
    expect(reason).toBe("rates cannot be negative");
  });
});
