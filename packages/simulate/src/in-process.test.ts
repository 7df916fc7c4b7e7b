import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Simulator } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { plugin } from "./fixtures/plugin.ts";
import { thetaOf } from "./fixtures/theta.ts";
import { configuredSimulator, inProcess } from "./index.ts";

const simulator = (id: string): Simulator =>
  configuredSimulator(plugin.simulators.find(({ info }) => info.id === id)!);

describe("inProcess", () => {
  test("row i is the simulator's output under fork(i)", async () => {
    const plain = simulator("plain");
    const theta = thetaOf(20);
    const { x, failures } = await inProcess(plain).simulateBatch(stream(1), theta);
    expect(failures).toEqual([]);
    expect([x.rows, x.cols]).toEqual([20, 4]);
    const out = new Float64Array(4);
    for (let row = 0; row < 20; row++) {
      plain.simulate(stream(1).fork(row), theta.data.subarray(2 * row, 2 * row + 2), out);
      expect(x.data.slice(4 * row, 4 * row + 4)).toEqual(out);
    }
  });

  test("draws made before do not change the rows", async () => {
    const run = inProcess(simulator("plain"));
    const used = stream(1);
    used.normal();
    expect(await run.simulateBatch(used, thetaOf(5))).toEqual(
      await run.simulateBatch(stream(1), thetaOf(5)),
    );
  });

  test("a row that throws or is not finite is NaN and named; the others are untouched", async () => {
    const clean = await inProcess(simulator("plain")).simulateBatch(stream(2), thetaOf(6));
    const threw = await inProcess(simulator("throwing")).simulateBatch(
      stream(2),
      thetaOf(6, [1, 4]),
    );
    expect(threw.failures).toEqual([
      { row: 1, reason: "threw", message: "no steady state" },
      { row: 4, reason: "threw", message: "no steady state" },
    ]);
    const nan = await inProcess(simulator("nan")).simulateBatch(stream(2), thetaOf(6, [1, 4]));
    expect(nan.failures[0]).toEqual({
      row: 1,
      reason: "not-finite",
      message: "output is NaN in trace at index 1",
    });
    const expected = clean.x.data.slice();
    expected.fill(Number.NaN, 4, 8).fill(Number.NaN, 16, 20);
    expect(threw.x.data).toEqual(expected);
    expect(nan.x.data).toEqual(expected);
  });

  test("a cell the simulator never wrote is not finite", async () => {
    const { info } = simulator("plain");
    const idle = inProcess({ info, simulate: () => {} });
    const { failures } = await idle.simulateBatch(stream(1), thetaOf(1));
    expect(failures).toEqual([{ row: 0, reason: "not-finite", message: "output is NaN in noisy" }]);
  });

  test("why there is no value is the simulator's own words, where it has some", async () => {
    const { info } = simulator("plain");
    const silent = inProcess({ info, simulate: () => "no neuron fired" });
    const { failures } = await silent.simulateBatch(stream(1), thetaOf(1));
    expect(failures).toEqual([{ row: 0, reason: "not-finite", message: "no neuron fired" }]);
    const finite = inProcess({ info, simulate: (_rng, _theta, out) => void out.fill(1) });
    expect((await finite.simulateBatch(stream(1), thetaOf(1))).failures).toEqual([]);
  });

  test("progress counts rows, and other work runs in between", async () => {
    const seen: number[] = [];
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await inProcess(simulator("slow")).simulateBatch(stream(1), thetaOf(12), {
      onProgress: (done, total) => {
        expect(total).toBe(12);
        seen.push(done);
      },
    });
    clearInterval(timer);
    expect(seen.at(-1)).toBe(12);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
    expect(seen.length).toBeGreaterThan(2);
    expect(turns).toBeGreaterThan(0);
  });

  test("an abort keeps the rows done, byte for byte, and marks the rest", async () => {
    const run = inProcess(simulator("slow"));
    const whole = await run.simulateBatch(stream(3), thetaOf(12));
    const controller = new AbortController();
    const { x, failures } = await run.simulateBatch(stream(3), thetaOf(12), {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    const done = 12 - failures.length;
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(12);
    expect(failures.map(({ row }) => row)).toEqual(
      Array.from({ length: 12 - done }, (_, i) => done + i),
    );
    expect(failures.every(({ reason }) => reason === "not-run")).toBe(true);
    expect(x.data).toEqual(whole.x.data.slice().fill(Number.NaN, 4 * done));
  });

  test("refuses parameters of another width", async () => {
    const theta = { rows: 1, cols: 3, data: new Float64Array(3) };
    await expect(inProcess(simulator("plain")).simulateBatch(stream(1), theta)).rejects.toThrow(
      "[simulate] expected theta of shape 1 × 2, got 1 × 3",
    );
  });
});

test("a run that goes on from a later row has the rows of one that did not stop", async () => {
  const run = inProcess(simulator("plain"));
  const whole = await run.simulateBatch(stream(1), thetaOf(6));
  const theta = matrix(4, 2, thetaOf(6).data.slice(4));
  const { x } = await run.simulateBatch(stream(1), theta, { firstRow: 2 });
  expect(x.data).toEqual(whole.x.data.slice(8));
});
