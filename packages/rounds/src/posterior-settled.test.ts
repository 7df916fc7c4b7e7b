import { multivariateNormal } from "@retrodict/distributions";
import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { inProcess } from "@retrodict/simulate";
import type { Posterior } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { conjugate, gaussian, prior } from "./fixtures/conjugate.ts";
import { posteriorSettled, runRounds, type RoundRecord, type StopRule } from "./index.ts";

/** A record with a normal posterior in two dimensions, of which the second is always standard. */
function recordOf(mean: number, std: number): RoundRecord {
  const density = multivariateNormal([mean, 0], matrix(2, 2, Float64Array.of(std ** 2, 0, 0, 1)));
  const posterior: Posterior = {
    ...density,
    observed: matrix(1, 1),
    normalized: true,
    sample: async (rng, n) => ({ samples: density.sample(rng, n), diagnostics: {}, warnings: [] }),
  };
  const round = { theta: matrix(1, 2), x: matrix(1, 1), proposal: "prior" } as const;
  return {
    round,
    index: 0,
    posterior,
    failures: [],
    proposed: {},
    warnings: [],
    proposeSeconds: 0,
    simulateSeconds: 0,
    trainSeconds: 0,
  };
}

describe("posteriorSettled", () => {
  const rule: StopRule = posteriorSettled({ tolerance: 0.2 });
  const first = recordOf(5, 2);
  const judge = (now: RoundRecord, before: readonly RoundRecord[]) => rule(stream(1), now, before);

  // With 2000 draws a change is known to √(2 / 2000) = 0.032 standard deviations, a sixth of the tolerance.
  test.each([
    ["nothing", 5, 2, true],
    ["a tenth of a standard deviation", 5.2, 2, true],
    ["a third of one", 5.66, 2, false],
    ["the width by a third", 5, 2.7, false],
    ["the width by a quarter less", 5, 1.5, false],
  ])("a change of %s", async (_what, mean, std, settled) => {
    const reason = await judge(recordOf(mean, std), [first]);
    if (settled)
      expect(reason).toMatch(/^the posterior changed by 0\.[01]\d\d standard deviations$/);
    else expect(reason).toBeUndefined();
  });

  test("compares with the round before only, and not without one", async () => {
    expect(await judge(first, [])).toBeUndefined();
    expect(await judge(first, [first, recordOf(50, 2)])).toBeUndefined();
    expect(await judge(first, [recordOf(50, 2), first])).toBeDefined();
    const { posterior: _, ...unfitted } = first;
    expect(await judge(first, [unfitted])).toBeUndefined();
  });

  test("ends a run, which says why", async () => {
    const study = {
      simulator: inProcess(gaussian),
      prior,
      algorithm: conjugate,
      observed: Float64Array.of(2),
    };
    const options = { simulationsPerRound: 500, rounds: 10, stop: posteriorSettled() };
    const { rounds, stoppedBy } = await runRounds(stream(1), study, options);
    expect(stoppedBy).toMatch(/^the posterior changed by/);
    expect(rounds.length).toBeLessThan(10);
  });

  test("refuses a tolerance that would never or always stop", () => {
    expect(() => posteriorSettled({ tolerance: 0 })).toThrow(/tolerance to be positive/);
  });
});
