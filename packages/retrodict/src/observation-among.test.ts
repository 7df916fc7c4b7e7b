import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Rng, Simulator } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { infer, maf, observationAmong } from "./index.ts";

/** Two measurements of one thing, to a tenth of what it varies. */
const twice: Simulator = {
  info: {
    specVersion: 1,
    id: "twice",
    version: "1",
    description: "One thing, measured twice.",
    parameters: [{ name: "a", unit: "1", description: "", bounds: [-5, 5], default: 0 }],
    outputs: [{ name: "u", unit: "1", description: "", shape: [2] }],
  },
  simulate(rng, [a], out) {
    for (let i = 0; i < 2; i++) out[i] = a + 0.3 * rng.normal();
  },
};

const fields = [{ name: "u" }, { name: "v" }];

function simulated(rng: Rng, rows: number) {
  const x = matrix(rows, 2);
  for (let i = 0; i < rows; i++) {
    const a = 10 * rng.uniform() - 5;
    for (let j = 0; j < 2; j++) x.data[2 * i + j] = a + 0.3 * rng.normal();
  }
  return x;
}

describe("an observation among a run's simulations", () => {
  test("false alarms are as rare as the level says", () => {
    const repetitions = 150;
    let [alarms, unlikely] = [0, 0];
    for (let i = 0; i < repetitions; i++) {
      const rng = stream("alarms").fork(i);
      const observed = simulated(rng.fork("observed"), 1).data;
      const { pValue, verdict } = observationAmong(fields, observed, simulated(rng, 300))!;
      alarms += Number(verdict.outcome === "fail");
      unlikely += Number(pValue <= 0.2);
    }
    // At most the level, to four standard errors: 1 % and, of p-values, 20 %.
    expect(alarms).toBeLessThan(repetitions * 0.01 + 4 * Math.sqrt(repetitions * 0.01 * 0.99));
    expect(unlikely).toBeLessThan(repetitions * 0.2 + 4 * Math.sqrt(repetitions * 0.2 * 0.8));
    // Of three findings that go together some p-values are small: the check is not idle.
    expect(unlikely).toBeGreaterThan(0);
  });

  test("what the observation lacks is not compared, nor are failed simulations", () => {
    const x = simulated(stream("gaps"), 600);
    x.data.fill(Number.NaN, 0, 200);
    const found = observationAmong(fields, Float64Array.of(Number.NaN, 9), x)!;
    expect(found.features.map(({ name }) => name)).toEqual(["v"]);
    expect(found.verdict.outcome).toBe("fail");
    expect(observationAmong(fields, Float64Array.of(Number.NaN, Number.NaN), x)).toBe(undefined);
  });
});

test("infer says whether the observation is possible, in each number's range or not", async () => {
  const small = {
    simulations: 400,
    samples: 20,
    fit: { epochs: 1 },
    estimator: maf({ hidden: 8 }),
  };
  const possible = await infer(twice, [1, 1.2], small);
  expect(possible.misspecification!.verdict.sentence).toMatch(
    /^The observation lies among 400 simulations from the prior \(p = \d\.\d+\)\.$/,
  );
  expect(possible.warnings).toEqual([]);
  // Both are common, but not together.
  const impossible = await infer(twice, [-2, 2], small);
  expect(impossible.draws.diagnostics.observedOutOfRange).toBe(0);
  expect(impossible.misspecification!.pValue).toBeLessThan(0.01);
  expect(impossible.warnings.join()).toMatch(
    /^The observation is unlike the simulations from the prior \(p = 0\.00\d+\), most of all in how its features go together/,
  );
});
