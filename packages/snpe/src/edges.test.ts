/** What is learned of parameters with edges may run off as far as it likes: its draws stay inside and have a density. */
import {
  box,
  independent,
  logNormal,
  logUniform,
  normal,
  priorFrom,
} from "@retrodict/distributions";
import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Distribution } from "@retrodict/spec";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { handmade } from "./handmade.test.helper.ts";
import { posteriorOf } from "./posterior-of.ts";

const shared = { unit: "1", description: "a parameter" };

const priors: readonly [string, Distribution][] = [
  ["box", box([-1, 2], [2, 2.5])],
  ["box far from zero", box([1e6, -1e15], [1e6 + 1e-3, -1e15 + 8])],
  ["box of a few numbers", box([1], [1 + 2 ** -50])],
  ["box at the ends of float64", box([-1e290, 0], [1e290, 1e-300])],
  ["logUniform", logUniform([1e-3, 1e-300], [10, 1e300])],
  ["logNormal", logNormal([0.3, -1], [0.5, 1.5])],
  ["independent", independent(box([1e-4], [0.6]), normal([0], [1]), logNormal([0], [1]))],
  [
    "priorFrom",
    priorFrom([
      { ...shared, name: "g", bounds: [0.5, 80], default: 1, scale: "log" },
      { ...shared, name: "v", bounds: [-90, -40], default: -50 },
    ]),
  ],
];

const observed = matrix(1, 2);

/** A posterior learned as a normal in the softened space, as far from the prior's middle and as wide as told. */
function learned(prior: Distribution, mean: number, std: number) {
  const { dim } = prior;
  const wide = normal(new Float64Array(dim).fill(mean), new Float64Array(dim).fill(std));
  return learnedAs(prior, wide);
}

function learnedAs(prior: Distribution, density: Distribution) {
  const { dim, support } = prior;
  const standardization = {
    mean: new Float64Array(dim),
    std: new Float64Array(dim).fill(1),
    constant: [],
  };
  return posteriorOf(handmade(prior, density, { theta: { support, standardization } }), observed);
}

describe.each(priors)("%s", (_, prior) => {
  test("every draw lies strictly inside and has a finite density", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: -100, max: 100, noNaN: true }),
        fc.double({ min: 0.1, max: 100, noNaN: true }),
        async (mean, std) => {
          const posterior = learned(prior, mean, std);
          const { samples } = await posterior.sample(stream("draws"), 50);
          expect(samples.rows).toBe(50);
          samples.data.forEach((value, at) => {
            expect(value).toBeGreaterThan(prior.support.lower[at % prior.dim]);
            expect(value).toBeLessThan(prior.support.upper[at % prior.dim]);
          });
          expect(posterior.logDensity(samples).every(Number.isFinite)).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });
});

/** A posterior whose density may be asked for, and no draws. */
const undrawn = (prior: Distribution) =>
  learnedAs(prior, {
    ...normal([0], [1]),
    sample: () => {
      throw new Error("drawn");
    },
  });

test("nothing is drawn to normalise a density that cannot leak", () => {
  const prior = box([2], [5]);
  const at = prior.sample(stream("at"), 10);
  expect(undrawn(prior).logDensity(at).every(Number.isFinite)).toBe(true);
  // Without its config it may be zero anywhere.
  expect(() => undrawn({ ...prior }).logDensity(at)).toThrow("drawn");
});

test("the density on an edge is that of the nearest number inside", () => {
  const prior = box([2], [5]);
  const posterior = learned(prior, 0.3, 2);
  const [edge, inside, beyond] = posterior.logDensity(
    matrix(3, 1, Float64Array.of(2, 2 + 2 ** -51, 1)),
  );
  expect(edge).toBe(inside);
  // z = ½ tanh(s / 2) + s / 10 at the logit s of a distance of 2⁻⁵¹ in 3.
  const s = Math.log(2 ** -51 / 3);
  const z = Math.tanh(s / 2) / 2 + s / 10;
  const slope = (0.1 + 1 / (4 * Math.cosh(s / 2) ** 2)) / 2 ** -51;
  expect(edge).toBeCloseTo(
    normal([0.3], [2]).logDensity(matrix(1, 1, Float64Array.of(z)))[0] + Math.log(slope),
    9,
  );
  expect(beyond).toBe(-Infinity);
});
