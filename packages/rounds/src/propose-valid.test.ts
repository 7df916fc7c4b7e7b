import { stream } from "@retrodict/random";
import { inProcess } from "@retrodict/simulate";
import { expect, test } from "vitest";
import { conjugate, gaussian, prior, priorStd } from "./fixtures/conjugate.ts";
import { proposeValid, runRounds } from "./index.ts";

/** Fails for every theta above one standard deviation of the prior: 0.159 of them. */
const simulator = inProcess({
  ...gaussian,
  simulate(rng, theta, out) {
    gaussian.simulate(rng, theta, out);
    if (theta[0] > priorStd) out[0] = NaN;
  },
});

test("later rounds draw from the prior where simulations have had an output", async () => {
  const allowed = 0.02;
  const { records } = await runRounds(
    stream(1),
    { simulator, prior, algorithm: conjugate, observed: Float64Array.of(0) },
    {
      rounds: 2,
      simulationsPerRound: 2000,
      propose: proposeValid({ allowedFalseNegatives: allowed }),
    },
  );
  const [first, second] = records.map(({ failures }) => failures.length / 2000);
  expect(Math.abs(first - 0.1587)).toBeLessThan(4 * Math.sqrt((0.1587 * 0.8413) / 2000));
  // The edge is known to the spacing of 2000 draws, about 0.001 of the prior's mass each; ten of those.
  expect(second).toBeLessThan(0.01);
  const [, { round }] = records;
  expect(round.proposal).toMatchObject({ truncates: "prior" });
  // What is left is the prior below the edge: mean −φ(1) / Φ(1) = −0.2876, standard deviation 0.7940 of the prior's.
  const { data } = round.theta;
  const mean = data.reduce((sum, value) => sum + value / data.length, 0) / priorStd;
  // Leaving out at most twice the allowed share next to the edge lowers it by that share of 1.29.
  expect(mean).toBeLessThan(-0.2876 + (4 * 0.794) / Math.sqrt(2000));
  expect(mean).toBeGreaterThan(-0.2876 - (4 * 0.794) / Math.sqrt(2000) - 2 * allowed * 1.29);
});
