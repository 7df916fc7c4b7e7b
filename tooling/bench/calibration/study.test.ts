import { expect, test } from "vitest";
import { study } from "./study.ts";

test("a study trains, and ranks every parameter of every fresh truth", async () => {
  const { ranks, failures, estimator } = await study({
    simulations: 200,
    seed: 1,
    trials: 20,
    draws: 50,
  });
  expect([failures, typeof estimator]).toEqual([0, "string"]);
  expect(ranks.parameters.map(({ name }) => name)).toEqual([
    "g_Na",
    "g_K",
    "g_leak",
    "g_M",
    "tau_max",
    "neg_V_T",
    "noise",
    "neg_E_leak",
  ]);
  for (const own of [...ranks.parameters.map((one) => one.ranks), ranks.density, ranks.tarp]) {
    expect(own).toHaveLength(20);
    expect(own.every((rank) => Number.isInteger(rank) && rank >= 0 && rank <= 50)).toBe(true);
  }
}, 60_000);
