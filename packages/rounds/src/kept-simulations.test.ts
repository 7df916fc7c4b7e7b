import { stream } from "@retrodict/random";
import { inProcess } from "@retrodict/simulate";
import { expect, test } from "vitest";
import { conjugate, gaussian, prior } from "./fixtures/conjugate.ts";
import { keptSimulations, memoryStore, runRounds } from "./index.ts";

const simulator = inProcess({
  ...gaussian,
  simulate(rng, theta, out) {
    if (theta[0] > 3) throw new Error("too high");
    gaussian.simulate(rng, theta, out);
  },
});
const study = { simulator, prior, algorithm: conjugate, observed: Float64Array.of(2) };

test("counts the simulations of all rounds, and those that failed", async () => {
  const store = memoryStore();
  expect(await keptSimulations(store)).toEqual({ simulations: 0, failures: 0 });
  const options = { simulationsPerRound: 70, rounds: 2, store };
  const { records } = await runRounds(stream(1), study, options);
  const failures = records.reduce((sum, record) => sum + record.failures.length, 0);
  expect(failures).toBeGreaterThan(0);
  expect(await keptSimulations(store)).toEqual({ simulations: 140, failures });
});

test("simulations that a run was given are not the store's", async () => {
  const { rounds } = await runRounds(stream(1), study, { simulationsPerRound: 30 });
  const store = memoryStore();
  await runRounds(stream(1), study, { simulationsPerRound: 20, initial: rounds, store });
  expect((await keptSimulations(store)).simulations).toBe(20);
});
