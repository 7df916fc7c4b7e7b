import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { inProcess } from "@retrodict/simulate";
import type { AcceptedData, BatchSimulator, Proposal, Round } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { conjugate, gaussian, prior, type ConjugateFit } from "./fixtures/conjugate.ts";
import { runRounds, type RoundsOptions, type Study } from "./index.ts";

const untouched: BatchSimulator = {
  info: gaussian.info,
  simulateBatch: () => Promise.reject(new Error("simulated")),
};

const accepting = (accepts: Partial<AcceptedData>) => ({
  ...conjugate,
  accepts: { ...conjugate.accepts, ...accepts },
});

/** A run that fails as soon as it simulates. */
const check = (
  study: Partial<Study<ConjugateFit>>,
  options: Partial<RoundsOptions<ConjugateFit>> = {},
) =>
  runRounds(
    stream(1),
    {
      simulator: untouched,
      prior,
      algorithm: conjugate,
      observed: Float64Array.of(2),
      ...study,
    },
    { simulationsPerRound: 10, ...options },
  );

const proposal: Proposal = {
  ...prior,
  normalized: true,
  sample: async (rng, n) => ({ samples: prior.sample(rng, n), diagnostics: {}, warnings: [] }),
};
const truncated: Proposal = { ...proposal, normalized: false, truncates: "prior" };
const roundOf = (from: Round["proposal"]): Round => ({
  theta: matrix(1, 1),
  x: matrix(1, 1),
  proposal: from,
});

describe("before anything is simulated", () => {
  test("trials are refused by name of the algorithm, unless it accepts them", async () => {
    const observed = matrix(3, 1, Float64Array.of(1, 2, 3));
    await expect(check({ observed })).rejects.toMatchObject({
      code: "argument",
      message: expect.stringMatching(
        /expected one observation for conjugate, got 3 trials; .*snle/,
      ) as string,
    });
    const algorithm = accepting({ trials: true });
    await expect(check({ observed, algorithm })).rejects.toThrow("simulated");
    await expect(check({ observed: matrix(0, 1), algorithm })).rejects.toThrow("got 0 of 1");
    await expect(check({ observed: matrix(1, 2), algorithm })).rejects.toThrow("got 1 of 2");
  });

  test("one row of a matrix is one observation", async () => {
    await expect(check({ observed: matrix(1, 1) })).rejects.toThrow("simulated");
  });

  test("gaps are refused, unless the algorithm learns around them", async () => {
    const observed = Float64Array.of(Number.NaN);
    await expect(check({ observed })).rejects.toThrow("got NaN at index 0");
    const gaps = check({ observed, algorithm: accepting({ gaps: true }) });
    await expect(gaps).rejects.toThrow("simulated");
  });

  test("several rounds are refused where only the prior's count, unless they come from it", async () => {
    const algorithm = accepting({ proposals: "prior" });
    await expect(check({ algorithm }, { rounds: 2 })).rejects.toMatchObject({
      code: "argument",
      message: expect.stringMatching(/learns from the prior only, got 2; .*snpeC, tsnpe/) as string,
    });
    await expect(check({ algorithm }, { rounds: 2, propose: () => "prior" })).rejects.toThrow(
      "simulated",
    );
  });

  test.each([
    ["prior", "prior", true],
    ["prior", truncated, false],
    ["prior", proposal, false],
    ["truncated", "prior", true],
    ["truncated", truncated, true],
    ["truncated", proposal, false],
    ["any", proposal, true],
  ] as const)("of %s proposals, those given or proposed must be", async (proposals, from, fits) => {
    const algorithm = accepting({ proposals });
    const message = fits ? "simulated" : /expected rounds from the prior.* for conjugate/;
    await expect(check({ algorithm }, { initial: [roundOf(from)] })).rejects.toThrow(message);
    await expect(check({ algorithm }, { propose: () => from })).rejects.toThrow(message);
  });
});

test("failures are refused as soon as a round has them, where leaving them out would bias", async () => {
  const simulator = inProcess({
    ...gaussian,
    simulate(rng, theta, out) {
      if (theta[0] > 0) throw new Error("boom");
      gaussian.simulate(rng, theta, out);
    },
  });
  const algorithm = {
    ...accepting({ failures: "refused" }),
    fit: () => Promise.reject(new Error("fitted")),
  };
  await expect(check({ simulator, algorithm })).rejects.toMatchObject({
    code: "data",
    message: expect.stringMatching(/got [1-9] that failed, the first: boom/) as string,
  });
  await expect(check({ simulator: inProcess(gaussian), algorithm })).rejects.toThrow("fitted");
});
