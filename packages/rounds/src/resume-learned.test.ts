/** Algorithms that train networks, save their fits and propose for themselves resume to the same bytes too. */
import { maf } from "@retrodict/maf";
import { stream } from "@retrodict/random";
import { inProcess } from "@retrodict/simulate";
import { snpeC, tsnpe } from "@retrodict/snpe";
import { describe, expect, test } from "vitest";
import { gaussian, prior } from "./fixtures/conjugate.ts";
import { memoryStore, runRounds, type Phase, type RoundsResult } from "./index.ts";

const estimator = maf({ transforms: 1, hidden: 8 });

const bytes = async ({ rounds, posterior }: RoundsResult) => ({
  rounds: rounds.map(({ theta, x }) => ({ theta, x })),
  samples: (await posterior!.sample(stream(2), 20)).samples,
});

describe.each([snpeC({ prior, estimator }), tsnpe({ prior, estimator, epsilon: 0.01 })])(
  "$name",
  (algorithm) => {
    const study = {
      simulator: inProcess(gaussian),
      prior,
      algorithm,
      observed: Float64Array.of(2),
    };
    const options = { rounds: 4, simulationsPerRound: 100, fit: { epochs: 3 } };

    test("stopped in each phase of the last round, where fits of all others are restored", async () => {
      const expected = await bytes(await runRounds(stream(1), study, options));
      const store = memoryStore();
      for (const stage of [0, 1, 2, 3]) {
        for (const place of ["simulate", "train"] satisfies Phase[]) {
          const controller = new AbortController();
          let round = 0;
          const { stoppedBy } = await runRounds(stream(1), study, {
            ...options,
            store,
            signal: controller.signal,
            onRound: () => round++,
            onProgress: (phase) => {
              if (phase === place && round === stage) controller.abort();
            },
          });
          expect(stoppedBy).toBe("signal");
        }
      }
      expect(await bytes(await runRounds(stream(1), study, { ...options, store }))).toEqual(
        expected,
      );
    });
  },
);
