import { readFileSync } from "node:fs";
import { stream } from "@retrodict/random";
import { kolmogorovSmirnov } from "@retrodict/stats";
import { expect, test } from "vitest";
import { COMPONENTS, DIM, distractors, TRIANGLE } from "./distractors.ts";
import { slcpDistractors, task } from "./index.ts";

const fixture = new URL("./fixtures/distractors.json", import.meta.url);
const golden = JSON.parse(readFileSync(fixture, "utf8")) as Record<string, number[]>;
const { locations, factors, order } = distractors();

const weightedSum = (values: Float64Array) =>
  values.reduce((sum, value, i) => sum + (i + 1) * Math.fround(value), 0);
const sum = (values: Float64Array) =>
  values.reduce((total, value) => total + Math.fround(value), 0);

test("the mixture drawn again is the published one", () => {
  expect([...locations.subarray(0, 5)].map(Math.fround)).toEqual(golden.firstLocations);
  expect([...factors.subarray(-DIM)].map(Math.fround)).toEqual(golden.lastFactorRow);
  for (let k = 0; k < COMPONENTS; k++) {
    const location = locations.subarray(k * DIM, (k + 1) * DIM);
    const factor = factors.subarray(k * TRIANGLE, (k + 1) * TRIANGLE);
    expect(sum(location)).toBeCloseTo(golden.locationSums[k], 9);
    expect(weightedSum(location)).toBeCloseTo(golden.locationWeightedSums[k], 7);
    expect(sum(factor)).toBeCloseTo(golden.factorSums[k], 8);
    expect(weightedSum(factor)).toBeCloseTo(golden.factorWeightedSums[k], 5);
  }
});

test("so is the order of a row, which finds slcp's observations", () => {
  expect([...order]).toEqual(golden.permutation);
  const hidden = task("slcp-distractors").observations;
  task("slcp").observations.forEach((observation, i) => {
    const { raw } = hidden[i].load();
    expect([...observation.load().raw]).toEqual(
      Array.from({ length: 8 }, (_, k) => raw[order.indexOf(k)]),
    );
  });
});

test("single distractors follow their mixture of Student distributions", () => {
  const n = 5000;
  const simulator = slcpDistractors();
  const theta = new Float64Array(5).fill(1);
  const rows = new Float64Array(n * 100);
  for (let i = 0; i < n; i++)
    simulator.simulate(stream("rows").fork(i), theta, rows.subarray(100 * i, 100 * (i + 1)));
  for (const j of [0, 17, 46, 91]) {
    const place = order.indexOf(8 + j);
    const scales = Array.from({ length: COMPONENTS }, (_, k) => {
      const start = k * TRIANGLE + (j * (j + 1)) / 2;
      return Math.hypot(...factors.subarray(start, start + j + 1));
    });
    // With two degrees of freedom the distribution function has a closed form.
    const cdf = (x: number) =>
      scales.reduce((total, scale, k) => {
        const t = (x - locations[k * DIM + j]) / scale;
        return total + (0.5 + t / (2 * Math.sqrt(2 + t * t))) / COMPONENTS;
      }, 0);
    const column = rows.filter((_, at) => at % 100 === place);
    expect(kolmogorovSmirnov(column, cdf).pValue).toBeGreaterThan(1e-4);
  }
});
