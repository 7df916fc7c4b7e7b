import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Matrix, Rng } from "@retrodict/spec";
import { expect, test } from "vitest";
import { drawInside } from "./draw-inside.ts";

const draw = (rng: Rng, n: number): Matrix =>
  matrix(
    n,
    1,
    new Float64Array(n).map(() => rng.normal()),
  );
const above = (edge: number) => (theta: Matrix) => Array.from(theta.data, (v) => v > edge);

test("keeps what is inside, in the order drawn, whatever the number asked for", async () => {
  const options = { dim: 1, draw, inside: above(1) };
  const { samples, drawn, accepted } = await drawInside(stream(1), 5000, options);
  expect(samples.rows).toBe(5000);
  expect(Math.min(...samples.data)).toBeGreaterThan(1);
  // Share of a standard normal above 1: 0.15866; four binomial standard errors.
  const error = 4 * Math.sqrt((0.15866 * 0.84134) / drawn);
  expect(Math.abs(accepted / drawn - 0.15866)).toBeLessThan(error);
  const fewer = await drawInside(stream(1), 100, options);
  expect(fewer.samples.data).toEqual(samples.data.slice(0, 100));
});

test("gives back what there is when nothing, or little, lies inside", async () => {
  const none = await drawInside(stream(2), 10, { dim: 1, draw, inside: above(Infinity) });
  expect(none.samples.rows).toBe(0);
  expect([none.drawn, none.accepted]).toEqual([100_000, 0]);
  const soon = { dim: 1, draw, inside: above(Infinity), budget: 3000 };
  expect((await drawInside(stream(2), 10, soon)).drawn).toBe(3000);
  const few = await drawInside(stream(2), 2000, { dim: 1, draw, inside: above(3.5) });
  expect(few.drawn).toBe(200_000);
  expect(few.samples.rows).toBe(few.accepted);
  expect(few.samples.rows).toBeGreaterThan(0);
  expect(few.samples.rows).toBeLessThan(2000);
});

test("a signal ends it with what is done; progress counts samples", async () => {
  const controller = new AbortController();
  const progress: number[] = [];
  const { samples } = await drawInside(stream(3), 10_000, {
    dim: 1,
    draw,
    inside: above(0),
    signal: controller.signal,
    onProgress(done, total) {
      progress.push(done);
      expect(total).toBe(10_000);
      if (done > 2500) controller.abort();
    },
  });
  expect(samples.rows).toBe(progress.at(-1));
  expect(samples.rows).toBeGreaterThan(2500);
  expect(samples.rows).toBeLessThan(10_000);
});
