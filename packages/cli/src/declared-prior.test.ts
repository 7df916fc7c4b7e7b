/** A plugin whose prior is not made of bounds: every command takes the prior it declares. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { command, folderWith } from "./fixtures/run-command.ts";

/** The bounds lie far from the prior, so that what is drawn between them would be seen. */
const plugin = `
const field = { unit: "1", description: "a number" };
const info = {
  specVersion: 1, id: "shift", version: "1.0.0", description: "A shift.",
  parameters: [{ ...field, name: "shift", bounds: [0, 1], default: 0.5 }],
  outputs: [{ ...field, name: "x", shape: [] }],
  prior: { kind: "product", laws: [{ kind: "normal", mean: 10, std: 0.1 }] },
};
const simulate = (rng, theta, out) => { out[0] = theta[0] + 0.1 * rng.normal(); };
export const plugin = {
  specVersion: 1, name: "shift",
  simulators: [{
    info, create: () => ({ info, simulate }),
    observations: [{ name: "ten", description: "Ten.", load: () => ({ options: {}, raw: Float64Array.of(10) }) }],
  }],
};
`;

const cwd = folderWith();
writeFileSync(join(cwd, "shift.mjs"), plugin);
writeFileSync(join(cwd, "data.json"), "[10.05]");

const run = async (...argv: string[]) => {
  const { code, stdout, stderr } = await command(cwd, argv);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return stdout;
};

/** The first column of a CSV file. */
const column = (csv: string) => csv.trim().split("\n").slice(1).map(Number.parseFloat);

function momentsOf(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, std: Math.sqrt(square) };
}

test("simulate draws from it", async () => {
  await run("simulate", "./shift.mjs", "--simulations", "2000", "--out", "made");
  const theta = column(readFileSync(join(cwd, "made/simulations.csv"), "utf8"));
  const { mean, std } = momentsOf(theta);
  // Five standard errors of 2000 draws.
  expect(Math.abs(mean - 10)).toBeLessThan((5 * 0.1) / Math.sqrt(2000));
  expect(Math.abs(std - 0.1)).toBeLessThan((5 * 0.1) / Math.sqrt(4000));
});

test.each(["snpe", "abc"])(
  "infer and sample with %s take it, from the run's files",
  async (algorithm) => {
    const flags = ["--algorithm", algorithm, "--simulations", "400", "--samples", "40"];
    await run("infer", "./shift.mjs", "--observation", "ten", ...flags, "--out", algorithm);
    const record = JSON.parse(readFileSync(join(cwd, algorithm, "run.json"), "utf8"));
    expect(record.prior.laws).toEqual([{ kind: "normal", mean: 10, std: 0.1 }]);
    expect(record.warnings.join()).not.toContain("piles up");
    const other = await run("sample", algorithm, "--observed", "data.json", "--samples", "40");
    for (const csv of [readFileSync(join(cwd, algorithm, "samples.csv"), "utf8"), other]) {
      const draws = column(csv);
      expect(draws).toHaveLength(40);
      // The posterior is N(10, 0.07²) or nearly; nothing of it is between the bounds.
      expect(draws.every((value) => Math.abs(value - 10) < 0.7)).toBe(true);
    }
  },
);

test("the report compares the posterior with it, the same twice", async () => {
  const flags = ["--algorithm", "abc", "--simulations", "400", "--samples", "40"];
  await run("infer", "./shift.mjs", "--observation", "ten", ...flags, "--out", "told");
  const html = readFileSync(join(cwd, "told/report.html"), "utf8");
  const draws = column(readFileSync(join(cwd, "told/samples.csv"), "utf8"));
  const contraction = 1 - momentsOf(draws).std ** 2 / 0.1 ** 2;
  const [, shown] = /(−?\d+) %<\/td>/.exec(html)!;
  // Five standard errors of the variance of 10 000 draws, and whole percent.
  const error = 5 * (1 - contraction) * Math.sqrt(2 / 10_000) + 0.005;
  expect(Math.abs(Number(shown.replace("−", "-")) / 100 - contraction)).toBeLessThan(error);
  expect(html).toContain("posterior given observation ten");
  expect(html).toContain("Every axis spans most of the prior");
  await run("report", "told");
  expect(readFileSync(join(cwd, "told/report.html"), "utf8")).toBe(html);
});

test("describe says that it is not uniform", async () => {
  expect(await run("describe", "./shift.mjs")).toContain("default prior, which is not uniform");
});
