import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { matrix, stream, type Matrix, type Rng } from "retrodict";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keptIn } from "./kept.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kept-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** Adds noise to theta; dies where it is to simulate a row beyond `last`. */
function noisy(last: number) {
  let simulated = 0;
  const simulator = {
    async simulateBatch(
      rng: Rng,
      { rows, cols, data }: Matrix,
      options: { readonly firstRow?: number } = {},
    ) {
      const first = options.firstRow ?? 0;
      if (first + rows > last) throw new Error("killed");
      simulated += rows;
      const x = matrix(rows, 1);
      for (let i = 0; i < rows; i++) x.data[i] = data[i * cols] + rng.fork(first + i).normal();
      return { x, failures: [] };
    },
  };
  return { simulator, simulated: () => simulated };
}

test("a killed run goes on where it was, with the same bytes", async () => {
  const theta = matrix(
    250,
    2,
    Float64Array.from({ length: 500 }, (_, i) => i),
  );
  const whole = await noisy(250).simulator.simulateBatch(stream(1), theta);
  const killed = (await keptIn(folder, { seed: 1 })).simulator("x", noisy(200).simulator);
  await expect(killed.simulateBatch(stream(1), theta)).rejects.toThrow("killed");
  expect(await readdir(folder)).toHaveLength(3);
  const { simulator, simulated } = noisy(250);
  const again = (await keptIn(folder, { seed: 1 })).simulator("x", simulator);
  const { x } = await again.simulateBatch(stream(1), theta);
  expect(x.data).toEqual(whole.x.data);
  expect(simulated()).toBe(50);
});

test("results of other settings are refused", async () => {
  await keptIn(folder, { seed: 1 });
  await expect(keptIn(folder, { seed: 2 })).rejects.toThrow(/"seed":1.*"seed":2/);
});
