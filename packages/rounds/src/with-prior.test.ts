import { box, normal } from "@retrodict/distributions";
import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { inProcess } from "@retrodict/simulate";
import type { Distribution, Matrix, Proposal } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { conjugate, gaussian } from "./fixtures/conjugate.ts";
import { memoryStore, proposeNext, runRounds, withPrior, type Propose } from "./index.ts";

const prior = box([-4], [4]);
const share = 0.25;

const proposalOf = (density: Distribution, most = Infinity): Proposal => ({
  ...density,
  normalized: true,
  sample: async (rng, n) => ({
    samples: density.sample(rng, Math.min(n, most)),
    diagnostics: { acceptance: 0.5 },
    warnings: ["half of it was lost"],
  }),
});
const narrow = proposalOf(normal([1], [0.5]));

function mixed(proposal = narrow): Proposal {
  const mixture = withPrior(proposal, { prior, share });
  if (mixture === "prior") throw new Error("expected a proposal");
  return mixture;
}

/** The midpoints of cells of `width` that cover [−8, 8]. */
const width = 0.01;
const grid: Matrix = matrix(
  1600,
  1,
  Float64Array.from({ length: 1600 }, (_, i) => (i + 0.5) * width - 8),
);

describe("withPrior", () => {
  test("its density is the mixture's: it integrates to one, part by part", () => {
    const density = mixed().logDensity(grid).map(Math.exp);
    const mass = (inside: (theta: number) => boolean) =>
      density.reduce((sum, value, i) => sum + (inside(grid.data[i]) ? value * width : 0), 0);
    expect(mass(() => true)).toBeCloseTo(1, 6);
    // Below −2 lies a quarter of the prior, and six standard deviations away nothing of the proposal.
    expect(mass((theta) => theta < -2)).toBeCloseTo(share / 4, 6);
    expect(mixed().logDensity(matrix(1, 1, Float64Array.of(1)))[0]).toBeCloseTo(
      Math.log(share / 8 + (1 - share) / (0.5 * Math.sqrt(2 * Math.PI))),
      12,
    );
    expect(mixed().normalized).toBe(true);
  });

  test("outside the prior it is the proposal's share, and nothing where both are nothing", () => {
    const [outside] = mixed().logDensity(matrix(1, 1, Float64Array.of(5)));
    expect(outside).toBeCloseTo(
      Math.log(1 - share) + normal([1], [0.5]).logDensity(matrix(1, 1, Float64Array.of(5)))[0],
      12,
    );
    const boxed = mixed(proposalOf(box([0], [6])));
    expect(boxed.logDensity(matrix(1, 1, Float64Array.of(7)))[0]).toBe(-Infinity);
    expect([...boxed.support.lower, ...boxed.support.upper]).toEqual([-4, 6]);
  });

  test("a share of the draws comes from the prior, and what the proposal says of its own is kept", async () => {
    const n = 4000;
    const { samples, diagnostics, warnings } = await mixed().sample(stream(1), n);
    expect([samples.rows, samples.cols]).toEqual([n, 1]);
    const below = samples.data.filter((theta) => theta < -2).length / n;
    const expected = share / 4;
    expect(Math.abs(below - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / n));
    expect([diagnostics, warnings]).toEqual([{ acceptance: 0.5 }, ["half of it was lost"]]);
  });

  test("where the proposal's budget runs out, what is drawn is still the mixture", async () => {
    const limited = await mixed(proposalOf(normal([1], [0.5]), 300)).sample(stream(1), 1000);
    const full = await mixed().sample(stream(1), 1000);
    const { rows } = limited.samples;
    // 300 draws of the proposal end it at about 300 / (1 − share) = 400.
    expect(Math.abs(rows - 400)).toBeLessThan((4 * Math.sqrt(300 * share)) / (1 - share));
    expect(limited.samples.data).toEqual(full.samples.data.slice(0, rows));
  });

  test("the prior stays the prior; an unknown constant or a senseless share is an error", () => {
    expect(withPrior("prior", { prior, share })).toBe("prior");
    const unnormalised = mixed({ ...narrow, normalized: false });
    expect(() => unnormalised.logDensity(grid)).toThrow(/got one known up to a constant/);
    expect(() => withPrior(narrow, { prior, share: 1 })).toThrow(/share between 0 and 1, got 1/);
  });
});

test("rounds of a mixture are kept and resumed, even where nobody knows its density", async () => {
  const wide = normal([0], [3]);
  const study = { simulator: inProcess(gaussian), prior: wide, algorithm: conjugate };
  const propose: Propose = (rng, before) => {
    const next = proposeNext(rng, before);
    const unnormalised = next === "prior" ? next : { ...next, normalized: false };
    return withPrior(unnormalised, { prior: wide, share });
  };
  const run = (options: object) =>
    runRounds(
      stream(1),
      { ...study, observed: Float64Array.of(2) },
      {
        simulationsPerRound: 40,
        rounds: 2,
        propose,
        ...options,
      },
    );
  const store = memoryStore();
  const expected = (await run({})).rounds.map(({ x }) => x);
  expect((await run({ store })).rounds.map(({ x }) => x)).toEqual(expected);
  expect((await run({ store })).rounds.map(({ x }) => x)).toEqual(expected);
});
