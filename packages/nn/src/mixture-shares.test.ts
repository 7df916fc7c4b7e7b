import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Loss } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { mixtureShares, type ScoredPairs } from "./mixture-shares.ts";

const likelihood: Loss = {
  pairs: () => ({ target: matrix(0, 1), context: matrix(0, 1) }),
  grade(_pairs, score, cotangent) {
    cotangent.fill(-1 / score.length);
    return -score.reduce((sum, s) => sum + s / score.length, 0);
  },
};
const never = (): number => -Infinity;
const normalAt = (mean: number) => (x: number) => -((x - mean) ** 2) / 2;
const PART = 0.3;
const ROWS = 4000;

/** Draws of `PART` N(−1, 1) and the rest N(1, 1), in two batches of different size, scored by densities. */
function scored(densities: readonly ((x: number) => number)[]): readonly ScoredPairs<never>[] {
  const rng = stream("shares");
  const draws = new Float64Array(ROWS).map(() => (rng.uniform() < PART ? -1 : 1) + rng.normal());
  return [draws.subarray(0, 1000), draws.subarray(1000)].map((part) => ({
    pairs: likelihood.pairs(rng, new Uint32Array()) as never,
    share: part.length / ROWS,
    scores: densities.map((density) => part.map(density)),
  }));
}

describe("shares", () => {
  test("are those of the mixture that rows come from, within their standard error", () => {
    const { shares } = mixtureShares(scored([normalAt(-1), normalAt(1)]), likelihood);
    // The Fisher information of a share, by quadrature.
    let information = 0;
    for (let x = -8; x <= 8; x += 0.01) {
      const [a, b] = [-1, 1].map((m) => Math.exp(-((x - m) ** 2) / 2) / Math.sqrt(2 * Math.PI));
      information += (0.01 * (a - b) ** 2) / (PART * a + (1 - PART) * b);
    }
    expect(Math.abs(shares[0] - PART)).toBeLessThan(4 / Math.sqrt(information * ROWS));
    expect(shares[0] + shares[1]).toBeCloseTo(1, 5);
  });

  test("are a stationary point: no small shift between two members lowers the loss", () => {
    const rows = scored([normalAt(-1), normalAt(1), normalAt(0.2)]);
    const { shares, loss } = mixtureShares(rows, likelihood);
    for (const [from, to] of [
      [0, 1],
      [1, 0],
      [0, 2],
      [1, 2],
    ] as const) {
      const moved = shares.map((s, m) => s + (m === to ? 0.02 : m === from ? -0.02 : 0));
      const mean = rows.reduce((sum, { scores, share }) => {
        const mixed = scores[0].map((_, i) =>
          Math.log(
            scores.reduce((density, score, m) => density + moved[m] * Math.exp(score[i]), 0),
          ),
        );
        return (
          sum + share * likelihood.grade(undefined as never, mixed, new Float64Array(mixed.length))
        );
      }, 0);
      expect(mean).toBeGreaterThan(loss);
    }
  });

  test("leave a member that finds rows impossible next to nothing, but finite losses", () => {
    const { shares, loss } = mixtureShares(scored([never, normalAt(1)]), likelihood);
    expect(shares[0]).toBeLessThan(1e-3);
    expect(Number.isFinite(loss)).toBe(true);
  });

  test("of members that score alike are even", () => {
    const { shares } = mixtureShares(scored([normalAt(0), normalAt(0)]), likelihood);
    expect(shares).toEqual([0.5, 0.5]);
  });
});
