import { expect, test } from "vitest";
import { calibrate, uniformity } from "./calibrate.ts";

test("ranks of 200 fresh neurons are uniform for all eight parameters", async () => {
  const draws = 999;
  const ranks = await calibrate({ simulations: 20_000, trials: 200, draws, seed: 1 });
  for (const pValue of uniformity(ranks, draws)) expect(pValue).toBeGreaterThan(0.05 / 8);
}, 300_000);
