/** What the algorithms of several rounds ask of their rounds, and say of their draws. */
import { box, gaussianMixture, logNormal, normal } from "@retrodict/distributions";
import { maf } from "@retrodict/maf";
import { matrix } from "@retrodict/matrix";
import { mdn } from "@retrodict/mdn";
import { stream } from "@retrodict/random";
import type { Distribution, Proposal, Round } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { handmade } from "./handmade.test.helper.ts";
import { snpe, snpeA, snpeB, snpeC, tsnpe } from "./index.ts";
import { posteriorOf } from "./posterior-of.ts";

const prior = box([-1, -1], [1, 1]);
const estimator = maf({ transforms: 1, hidden: 8 });
const mixture = mdn({ components: 1, hidden: 8 });
const observed = Float64Array.of(0.2, 0);
const quick = { epochs: 1 };

function roundOf(theta: Round["theta"], proposal: Round["proposal"]): Round {
  const noise = stream(theta.rows);
  const data = theta.data.map((t) => t + 0.2 * noise.normal());
  return { theta, x: matrix(theta.rows, 2, data), proposal };
}
const asProposal = (from: Distribution, extra: Partial<Proposal> = {}): Proposal => ({
  dim: 2,
  support: from.support,
  normalized: true,
  logDensity: from.logDensity,
  sample: async (rng, n) => ({ samples: from.sample(rng, n), diagnostics: {}, warnings: [] }),
  ...extra,
});
const first = roundOf(prior.sample(stream("theta"), 200), "prior");
const inner = (edge: number): Round => {
  const cut = box([-edge, -edge], [edge, edge]);
  return roundOf(cut.sample(stream(edge), 100), asProposal(cut, { truncates: "prior" }));
};

describe("tsnpe", () => {
  const algorithm = tsnpe({ prior, estimator });
  const reach = async (rounds: readonly Round[]): Promise<number> => {
    const fit = await algorithm.fit(stream(1), rounds, quick);
    const { samples } = await fit.proposal!(observed).sample(stream(2), 500);
    return Math.max(...samples.data.map(Math.abs));
  };

  test("proposes within all truncations, whatever their order", async () => {
    expect(await reach([first])).toBeGreaterThan(0.5);
    expect(await reach([first, inner(0.5), inner(0.3)])).toBeLessThanOrEqual(0.3);
    expect(await reach([first, inner(0.3), inner(0.5)])).toBeLessThanOrEqual(0.3);
  });

  test("asks an earlier truncation only what the last one has not asked", async () => {
    const [wide, narrow] = [inner(0.5), inner(0.3)];
    let asked = 0;
    const { proposal } = wide;
    if (proposal === "prior") throw new Error("expected a truncation");
    const counted = {
      ...proposal,
      logDensity(theta: Round["theta"]) {
        asked += 1;
        return proposal.logDensity(theta);
      },
    };
    await reach([first, { ...wide, proposal: counted }, narrow]);
    expect(asked).toBe(1);
  });

  test("refuses proposals that are no truncation, and levels that make no sense", async () => {
    const narrow = normal([0, 0], [0.1, 0.1]);
    const proposed = roundOf(narrow.sample(stream(3), 50), asProposal(narrow));
    await expect(algorithm.fit(stream(1), [first, proposed], quick)).rejects.toThrow(
      "[snpe] expected every round to be drawn from the prior or a truncation of it",
    );
    for (const epsilon of [0, 1, NaN]) {
      expect(() => tsnpe({ prior, epsilon })).toThrow("expected epsilon between 0 and 1");
    }
  });
});

describe("snpeA", () => {
  const algorithm = snpeA({ prior, estimator: mixture });

  test("learns from the rounds of the last proposal, and saves which that was", async () => {
    const fit = await algorithm.fit(stream(1), [first], quick);
    const proposal = fit.proposal!(observed);
    const again = async (seed: number) =>
      roundOf((await proposal.sample(stream(seed), 60)).samples, proposal);
    const last = [await again(1), await again(2)];
    const both = await algorithm.fit(stream(3), [first, ...last], quick);
    expect(both.params).toEqual((await algorithm.fit(stream(3), last, quick)).params);
    expect(both.artifact.proposal).toMatchObject({ kind: "gaussianMixture" });
    expect(fit.artifact.proposal).toBeUndefined();
  });

  test("proposes one Gaussian with the moments of what it learned, inside the prior", async () => {
    const several = snpeA({ prior, estimator: mdn({ components: 4, hidden: 8 }) });
    const fit = await several.fit(stream(1), [first], { epochs: 20 });
    const proposal = fit.proposal!(observed);
    const { samples } = await proposal.sample(stream(2), 200);
    expect(prior.logDensity(samples).every(Number.isFinite)).toBe(true);
    const mass = grid(200).map((at) => Math.exp(proposal.logDensity(at)[0]));
    // The share inside is known to 1 %.
    expect(Math.abs(mass.reduce((a, b) => a + b) * (2 / 200) ** 2 - 1)).toBeLessThan(0.01);
    expect(proposal).toMatchObject({ normalized: true, mixture: { components: 1 } });
  });

  test("refuses priors and proposals that are not Gaussian, and estimators without mixtures", async () => {
    expect(() => snpeA({ prior: logNormal([0], [1]) })).toThrow("Gaussian or uniform");
    const cut = box([-0.5, -0.5], [0.5, 0.5]);
    const proposed = roundOf(cut.sample(stream(3), 50), asProposal(cut));
    await expect(algorithm.fit(stream(1), [first, proposed], quick)).rejects.toThrow(
      "draw theta from fit.proposal(observed) of snpeA",
    );
    const flow = { ...mixture({ targetDim: 2, contextDim: 2 }), condition: () => prior };
    const { artifact } = await algorithm.fit(stream(1), [first], quick);
    const parts = { ...handmade(prior, prior), artifact, estimator: flow };
    expect(() => posteriorOf(parts, matrix(1, 2, observed))).toThrow("use mdn");
  });
});

const grid = (n: number) =>
  Array.from({ length: n * n }, (_, k) =>
    matrix(1, 2, Float64Array.of((2 * (k % n) + 1) / n - 1, (2 * Math.floor(k / n) + 1) / n - 1)),
  );

test("snpeB tells how many simulations its weights are worth, and warns of few", async () => {
  const narrow = normal([0.5, 0.5], [0.05, 0.05]);
  const rounds = [
    roundOf(prior.sample(stream(1), 40), "prior"),
    roundOf(narrow.sample(stream(2), 2000), asProposal(narrow)),
  ];
  const fit = await snpeB({ prior, estimator }).fit(stream(3), rounds, quick);
  const { effectiveRows } = fit.artifact;
  expect(effectiveRows).toBeLessThan(100);
  const { diagnostics, warnings } = await fit.posterior(observed).sample(stream(4), 10);
  expect(diagnostics.effectiveSimulations).toBe(effectiveRows);
  expect(warnings).toEqual([expect.stringContaining("use snpeC or tsnpe, which need no weights")]);
});

describe("snpeC", () => {
  test("of rounds from the prior alone is snpe", async () => {
    const [own, plain] = await Promise.all(
      [snpeC, snpe].map((algorithm) =>
        algorithm({ prior, estimator }).fit(stream(1), [first], { epochs: 3 }),
      ),
    );
    expect(own.params).toEqual(plain.params);
  });

  test("refuses theta where the prior is zero, and fewer than two atoms", async () => {
    const ordered = {
      ...prior,
      logDensity: (theta: Round["theta"]) =>
        prior
          .logDensity(theta)
          .map((log, i) => (theta.data[2 * i] < theta.data[2 * i + 1] ? log : -Infinity)),
    };
    const rounds = [first, { ...inner(0.5), proposal: asProposal(prior) }];
    await expect(
      snpeC({ prior: ordered, estimator }).fit(stream(1), rounds, quick),
    ).rejects.toThrow("where the prior is positive");
    expect(() => snpeC({ prior, atoms: 1 })).toThrow("atoms");
  });
});

test("leakage and observations out of range are warned of", async () => {
  const leaking = handmade(prior, normal([5, 0], [1.5, 0.1]));
  const { diagnostics, warnings } = await posteriorOf(
    leaking,
    matrix(1, 2, Float64Array.of(99, 0)),
  ).sample(stream(1), 20);
  expect(diagnostics.acceptance).toBeLessThan(0.01);
  expect(warnings).toEqual([
    expect.stringContaining("use tsnpe"),
    expect.stringContaining("in 1 of its numbers"),
  ]);
  const sound = handmade(
    prior,
    gaussianMixture({
      weights: [1],
      means: matrix(1, 2),
      precisions: [matrix(2, 2, Float64Array.of(99, 0, 0, 99))],
    }),
  );
  const fine = await posteriorOf(sound, matrix(1, 2)).sample(stream(1), 20);
  expect(fine.warnings).toEqual([]);
});
