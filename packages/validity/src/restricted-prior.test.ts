import { box } from "@retrodict/distributions";
import { gatherRows, matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import { restrictedPrior, validity } from "./index.ts";
import { halfPlane, prior, simulated, slope } from "./toys.test.helper.ts";

const { support } = prior;

const learn = (logOdds: typeof slope, simulations: number) => {
  const theta = prior.sample(stream("theta"), simulations);
  return validity(stream("fit"), simulated(stream("valid"), theta, logOdds), { support });
};
const steep = await learn(halfPlane, 4000);
const chance = await learn(slope, 4000);

describe.each([
  ["a line", halfPlane, steep],
  ["chance", slope, chance],
] as const)("of what is valid by %s", (_, logOdds, learned) => {
  const allowedFalseNegatives = 0.05;
  const restricted = restrictedPrior(prior, learned, { allowedFalseNegatives });

  test("leaves out the share of valid simulations that is allowed", () => {
    const fresh = simulated(stream("new"), prior.sample(stream("fresh"), 20_000), logOdds);
    const valid = gatherRows(
      fresh.theta,
      Array.from(fresh.valid, Number).flatMap((yes, i) => (yes === 1 ? [i] : [])),
    );
    const left = restricted.logDensity(valid).filter((log) => log === -Infinity).length;
    // The k-th lowest of m held-out rows leaves out k / (m + 1) in the mean, with the variance of a beta distribution;
    // to it comes that of the count.
    const held = learned.artifact.network!.heldOut.length;
    const share = Math.floor(allowedFalseNegatives * (held + 1)) / (held + 1);
    const variance = share * (1 - share) * (1 / (held + 2) + 1 / valid.rows);
    expect(Math.abs(left / valid.rows - share)).toBeLessThan(4 * Math.sqrt(variance));
  });

  test("more of its simulations are valid than of the prior's", async () => {
    const n = 4000;
    const share = (data: ReturnType<typeof simulated>): number =>
      Array.from(data.valid, Number).reduce((sum, yes) => sum + yes / n, 0);
    const { samples, warnings } = await restricted.sample(stream("restricted"), n);
    const before = share(simulated(stream(1), prior.sample(stream("prior"), n), logOdds));
    const after = share(simulated(stream(1), samples, logOdds));
    // Five standard errors of a difference of shares.
    expect(after - before).toBeGreaterThan(5 * Math.sqrt(0.5 / n));
    expect(warnings).toEqual([]);
  });

  test("is the prior's density inside, and nothing outside", async () => {
    const { samples, diagnostics } = await restricted.sample(stream("inside"), 1000);
    expect(new Set(restricted.logDensity(samples))).toEqual(new Set([-Math.log(36)]));
    const at = prior.sample(stream("at"), 20_000);
    const inside = restricted.logDensity(at).filter((log) => log > -Infinity).length / at.rows;
    // Both count how much of the prior is inside.
    const error = Math.sqrt(0.25 / at.rows + 0.25 / diagnostics.drawn);
    expect(Math.abs(inside - diagnostics.acceptance)).toBeLessThan(4 * error);
    expect(restricted.logDensity(matrix(1, 2, Float64Array.of(4, 0)))[0]).toBe(-Infinity);
    expect(restricted).toMatchObject({ truncates: "prior", normalized: false, support });
  });

  test("the same stream, the same draws; none are none", async () => {
    const first = await restricted.sample(stream("again"), 50);
    expect(await restricted.sample(stream("again"), 50)).toEqual(first);
    expect((await restricted.sample(stream("again"), 0)).samples.rows).toBe(0);
  });
});

test("restrictions intersect", async () => {
  const first = restrictedPrior(prior, steep);
  const both = restrictedPrior(prior, chance, { allowedFalseNegatives: 0.2, within: [first] });
  const second = restrictedPrior(prior, chance, { allowedFalseNegatives: 0.2 });
  const at = prior.sample(stream("both"), 5000);
  const [inFirst, inSecond] = [first.logDensity(at), second.logDensity(at)];
  expect(both.logDensity(at)).toEqual(inFirst.map((log, i) => Math.min(log, inSecond[i])));
  expect([only(inFirst, inSecond), only(inSecond, inFirst)]).toEqual([true, true]);
  const { samples } = await both.sample(stream("draws"), 200);
  expect(first.logDensity(samples)).not.toContain(-Infinity);
});

test("says where too few were held out to keep to the share", async () => {
  const few = await learn(slope, 200);
  const held = few.artifact.network!.heldOut;
  const restricted = restrictedPrior(prior, few);
  const { diagnostics, warnings } = await restricted.sample(stream(1), 10);
  expect(held.length).toBeLessThan(99);
  expect(diagnostics.falseNegatives).toBe(1 / (held.length + 1));
  expect(warnings[0]).toContain("instead of 1 %");
});

test("a validity that is the same everywhere restricts nothing", async () => {
  const theta = prior.sample(stream("theta"), 100);
  const all = await validity(stream(1), { theta, valid: new Uint8Array(100).fill(1) }, { support });
  const restricted = restrictedPrior(prior, all);
  expect(restricted.logDensity(theta)).toEqual(prior.logDensity(theta));
  const { samples, diagnostics } = await restricted.sample(stream(2), 100);
  expect(samples.rows).toBe(100);
  expect(diagnostics.acceptance).toBe(1);
});

test("nothing valid within the prior: the budget ends, and says so", async () => {
  // The corner that the line leaves out.
  const corner = box([-3, -3], [-2.9, -2.9]);
  const restricted = restrictedPrior(corner, steep);
  const { samples, warnings } = await restricted.sample(stream(1), 10);
  expect(samples.rows).toBe(0);
  expect(warnings[0]).toContain("Only 0 of 10 draws");
});

test("refuses shares and proposals that make no sense", () => {
  expect(() => restrictedPrior(prior, chance, { allowedFalseNegatives: 0 })).toThrow(
    "[validity] expected allowedFalseNegatives between 0 and 1, got 0",
  );
  expect(() => restrictedPrior(box([0], [1]), chance)).toThrow("1 parameters, got one of 2");
  const { truncates: _, ...free } = restrictedPrior(prior, chance);
  expect(() => restrictedPrior(prior, chance, { within: [free] })).toThrow("truncations");
});

/** Whether some rows are inside the first restriction and outside the second. */
function only(first: Float64Array, second: Float64Array): boolean {
  return first.some((log, i) => log > -Infinity && second[i] === -Infinity);
}
