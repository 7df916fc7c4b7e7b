import { box } from "@retrodict/distributions";
import { mdn } from "@retrodict/mdn";
import { gatherRows, matrix, row } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Round } from "@retrodict/spec";
import { expect, test } from "vitest";
import { snpe, snpeA } from "./index.ts";

const prior = box([-1, -1], [1, 1]);
const estimator = mdn({ components: 2, hidden: 10 });

function noisy(rows: number): Round {
  const theta = prior.sample(stream(1), rows);
  const noise = stream(2);
  const x = matrix(
    rows,
    2,
    theta.data.map((t) => t + 0.3 * noise.normal()),
  );
  return { theta, x, proposal: "prior" };
}

test("pairs have the density that their posteriors have, one by one", async () => {
  const round = noisy(500);
  const fit = await snpe({ prior, estimator }).fit(stream(3), [round], { epochs: 3 });
  const found = fit.pairedLogDensity!(round.theta, round.x);
  for (let i = 0; i < 50; i++) {
    const [alone] = fit.posterior(row(round.x, i).slice()).logDensity(gatherRows(round.theta, [i]));
    // Scores are of single precision.
    expect(Math.abs(found[i] - alone)).toBeLessThan(1e-4 * (1 + Math.abs(alone)));
  }
  expect(fit.pairedLogDensity!(matrix(1, 2, Float64Array.of(2, 0)), matrix(1, 2))[0]).toBe(
    -Infinity,
  );
  expect(() => fit.pairedLogDensity!(round.theta, matrix(1, 2))).toThrow(/expected x of shape/);
});

test("snpeA has none, as what it learned is corrected at one observation", async () => {
  const fit = await snpeA({ prior, estimator }).fit(stream(3), [noisy(100)], { epochs: 1 });
  expect(fit.pairedLogDensity).toBeUndefined();
});
