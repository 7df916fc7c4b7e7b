import { columnStds, mdn, snpe, stream } from "retrodict";
import { expect, test } from "vitest";
import { chooseSteps } from "./choose-steps.ts";
import { parameters, prior } from "./neuron.ts";

test("every current tells something, before a recording and after it, and two recordings place the leak", async () => {
  const [first, second] = await chooseSteps({
    currents: [0, 4],
    steps: 2,
    simulations: 600,
    evaluations: 300,
    algorithm: ({ prior: belief }) => snpe({ prior: belief, estimator: mdn({ components: 1 }) }),
    fit: { epochs: 30 },
    seed: 1,
  });
  for (const { assessment } of [first, second])
    for (const { lower } of assessment.ranking)
      expect(lower.value).toBeGreaterThan(5 * lower.standardError);
  const drawn = await second.posterior.sample(stream(2), 500);
  const leak = parameters.findIndex(({ name }) => name === "neg_E_leak");
  const [after, before] = [
    "samples" in drawn ? drawn.samples : drawn,
    prior.sample(stream(3), 500),
  ].map((samples) => columnStds(samples)[leak]);
  expect(after).toBeLessThan(before / 2);
});
