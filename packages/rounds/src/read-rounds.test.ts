import { stream } from "@retrodict/random";
import { inProcess } from "@retrodict/simulate";
import type { Rng } from "@retrodict/spec";
import { expect, test } from "vitest";
import { conjugate, gaussian, prior } from "./fixtures/conjugate.ts";
import { keptSimulations, memoryStore, readRounds, runRounds } from "./index.ts";

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

test("rounds come back from a store, to be learned from again", async () => {
  const store = memoryStore();
  const { rounds } = await runRounds(stream(1), study, {
    simulationsPerRound: 70,
    rounds: 2,
    store,
  });
  const found = await readRounds(store);
  const data = (all: typeof found) => all.map(({ theta, x }) => ({ theta, x }));
  expect(data(found)).toEqual(data(rounds));
  expect(found[0].proposal).toBe("prior");
  const other = { ...study, observed: Float64Array.of(-1) };
  const again = await runRounds(stream(2), other, { simulationsPerRound: 10, initial: found });
  expect(again.records[0].index).toBe(2);
  expect(again.fit!.rounds).toHaveLength(3);
});

test("a proposal read from a store says that its density is gone, and that it truncated the prior", async () => {
  const store = memoryStore();
  const truncated = {
    ...prior,
    normalized: false,
    truncates: "prior",
    sample: async (rng: Rng, n: number) => ({
      samples: prior.sample(rng, n),
      diagnostics: {},
      warnings: [],
    }),
  } as const;
  const options = { simulationsPerRound: 20, store, propose: () => truncated };
  await runRounds(stream(1), study, options);
  const [{ proposal, theta }] = await readRounds(store);
  if (proposal === "prior") throw new Error("expected another proposal");
  expect(proposal).toMatchObject({ dim: 1, truncates: "prior", support: prior.support });
  expect(() => proposal.logDensity(theta)).toThrow(/got one of which a store has only the draws/);
  await expect(proposal.sample(stream(1), 1)).rejects.toThrow(/only the draws/);
});

test("of a round that was interrupted there are the rows that were simulated", async () => {
  const store = memoryStore();
  const controller = new AbortController();
  const { rounds } = await runRounds(stream(1), study, { simulationsPerRound: 100 });
  await runRounds(stream(1), study, {
    simulationsPerRound: 100,
    store,
    signal: controller.signal,
    onProgress: (phase, done) => phase === "simulate" && done >= 32 && controller.abort(),
  });
  expect(await readRounds(store)).toEqual([]);
  await runRounds(stream(1), study, {
    simulationsPerRound: 100,
    store: {
      ...store,
      write: (name, bytes) => (name === "round-0-x-32" ? fail() : store.write(name, bytes)),
    },
  }).catch(() => {});
  const [{ theta, x }] = await readRounds(store);
  expect(theta).toEqual({ rows: 32, cols: 1, data: rounds[0].theta.data.slice(0, 32) });
  expect(x.data).toEqual(rounds[0].x.data.slice(0, 32));
});

const fail = () => Promise.reject(new Error("disk full"));
