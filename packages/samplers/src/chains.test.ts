import { stream } from "@retrodict/random";
import type { DifferentiableLogDensity, Sampler } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { expectMean } from "./expect-mean.test.helper.ts";
import { hmc, nuts, slice, tempered } from "./index.ts";
import { knownTargets } from "./targets.test.helper.ts";

/** A multiple of the chains' number, so that nothing is thinned. */
const N = 4096;

/** What follows gradients in steps of one size, from modes it does not leave. */
const uneven = ["a banana", "Neal's funnel", "two separated modes"];

/** Samplers, with the targets that so few draws of theirs do not suffice for: of those they must warn. */
const samplers: readonly {
  readonly sampler: Sampler<DifferentiableLogDensity>;
  readonly hard: readonly string[];
}[] = [
  { sampler: slice(), hard: [] },
  { sampler: tempered(), hard: [] },
  { sampler: nuts(), hard: uneven },
  { sampler: hmc(), hard: uneven },
];

describe.each(samplers)("$sampler.name", ({ sampler, hard }) => {
  test.each(knownTargets)("$name", async ({ name, target, start, quantities }) => {
    const draws = await sampler.sample(stream(1), target, N, { start });
    expect(draws.samples.rows).toBe(N);
    if (hard.includes(name)) {
      expect(draws.warnings.join(" ")).toMatch(/R-hat is/);
    } else {
      for (const quantity of quantities) expectMean(draws, quantity);
      expect(draws.warnings).toEqual([]);
    }
  });
});

test.each([nuts({ acceptance: 0.95 }), hmc({ acceptance: 0.95 })])(
  "$name bends with a banana if its steps are small",
  async (sampler) => {
    const { target, start, quantities } = knownTargets[1];
    const draws = await sampler.sample(stream(2), target, 4 * N, { start });
    for (const quantity of quantities) expectMean(draws, quantity);
  },
);
