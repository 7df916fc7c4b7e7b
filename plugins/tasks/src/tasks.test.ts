import { RetrodictError } from "@retrodict/check";
import { pluginChecks } from "@retrodict/conformance";
import { priorFrom } from "@retrodict/distributions";
import { stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import * as exported from "./index.ts";
import { plugin, task, tasks } from "./index.ts";

for (const { name, run } of pluginChecks(plugin)) test(name, run);

test("the plugin has all ten, under the benchmark's names", () => {
  expect(plugin.simulators).toBe(tasks);
  expect(tasks.map(({ info }) => info.id).sort()).toEqual([
    "bernoulli-glm",
    "bernoulli-glm-raw",
    "gaussian-linear",
    "gaussian-linear-uniform",
    "gaussian-mixture",
    "lotka-volterra",
    "sir",
    "slcp",
    "slcp-distractors",
    "two-moons",
  ]);
  expect(task("sir").info.id).toBe("sir");
  expect(() => task("moons")).toThrow(RetrodictError);
  expect(() => task("moons")).toThrow(/\[tasks\] expected a task, got "moons"; pass one of/);
});

const sizes: Readonly<Record<string, readonly [theta: number, x: number]>> = {
  "gaussian-linear": [10, 10],
  "gaussian-linear-uniform": [10, 10],
  "gaussian-mixture": [2, 2],
  "two-moons": [2, 2],
  slcp: [5, 8],
  "slcp-distractors": [5, 100],
  "bernoulli-glm": [10, 10],
  "bernoulli-glm-raw": [10, 100],
  sir: [2, 10],
  "lotka-volterra": [4, 20],
};

const rows = (theta: number, x: number) => [new Float64Array(theta), new Float64Array(x)] as const;

describe.each(tasks.map((entry) => [entry.info.id, entry] as const))("%s", (id, entry) => {
  const { info, prior, observations } = entry;
  const [dim, length] = sizes[id];
  const factory = id.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

  test("is as large as published, and exported as a factory", () => {
    expect(info.parameters).toHaveLength(dim);
    const outputs = info.outputs.map(({ shape }) => shape.reduce((a, b) => a * b, 1));
    expect(outputs.reduce((a, b) => a + b)).toBe(length);
    expect((exported as unknown as Record<string, unknown>)[factory]).toBe(entry.create);
    expect(entry.create().info).toEqual(info);
  });

  test("declares the prior it has, and ranges that hold it", () => {
    const again = priorFrom(JSON.parse(JSON.stringify(info)));
    const theta = prior.sample(stream(1), 1000);
    expect(again.logDensity(theta)).toEqual(prior.logDensity(theta));
    info.parameters.forEach(({ bounds: [lower, upper], default: standard }, j) => {
      expect(standard).toBeGreaterThan(lower);
      expect(standard).toBeLessThan(upper);
      const inside = theta.data.filter((v, at) => at % dim === j && v >= lower && v <= upper);
      expect(inside.length).toBeGreaterThan(990);
    });
  });

  test("has five observations whose parameters can have made them", () => {
    expect(observations.map(({ name }) => name)).toEqual(["1", "2", "3", "4", "5"]);
    for (const observation of observations) {
      const { options, raw, theta } = observation.load();
      expect(options).toEqual({});
      expect([theta!.length, raw.length]).toEqual([dim, length]);
      expect(prior.logDensity({ rows: 1, cols: dim, data: theta! })[0]).toBeGreaterThan(-Infinity);
      expect(entry.logLikelihood(theta!, raw)).toBeGreaterThan(-Infinity);
    }
  });

  test("the same stream gives the same bytes, whatever ran before", () => {
    const simulator = entry.create();
    const theta = prior.sample(stream(2), 2).data;
    const run = (seed: number, at: number, by = simulator) => {
      const out = new Float64Array(length);
      expect(by.simulate(stream(seed), theta.subarray(at * dim, (at + 1) * dim), out)).toBe(
        undefined,
      );
      return out;
    };
    const first = run(1, 0);
    expect(run(2, 1)).not.toEqual(first);
    expect(run(1, 0)).toEqual(first);
    expect(run(1, 0, entry.create())).toEqual(first);
    expect(first.every(Number.isFinite)).toBe(true);
  });

  test("refuses rows of another length", () => {
    const { simulate } = entry.create();
    for (const [theta, x, wrong] of [
      [dim + 1, length, "theta"],
      [dim, length - 1, "out"],
    ] as const)
      expect(() => simulate(stream(1), ...rows(theta, x))).toThrow(
        `[tasks] expected ${wrong} of length`,
      );
    expect(() => entry.logLikelihood(...rows(dim, length + 1))).toThrow(/expected x of length/);
  });
});
