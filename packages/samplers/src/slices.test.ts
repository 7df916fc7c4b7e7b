import { stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import { expectMean } from "./expect-mean.test.helper.ts";
import { slice, tempered } from "./index.ts";
import { knownTargets } from "./targets.test.helper.ts";

/** A multiple of the chains' number, so that nothing is thinned. */
const N = 4096;

describe.each([slice(), tempered()])("$name", (sampler) => {
  test.each(knownTargets)("$name", async ({ target, start, quantities }) => {
    const draws = await sampler.sample(stream(1), target, N, { start });
    expect(draws.samples.rows).toBe(N);
    for (const quantity of quantities) expectMean(draws, quantity);
    expect(draws.warnings).toEqual([]);
  });
});
