import { stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import { slice, tempered } from "./index.ts";
import { standardErrors } from "./standard-errors.test.helper.ts";
import { knownTargets } from "./targets.test.helper.ts";

/** Of a funnel one draw in ten is worth an independent one. A multiple of the chains' number, so that nothing is thinned. */
const N = 12_288;

describe.each([slice(), tempered()])("$name", (sampler) => {
  test.each(knownTargets)("$name", async ({ target, start, quantities }) => {
    const draws = await sampler.sample(stream(1), target, N, { start });
    expect(draws.samples.rows).toBe(N);
    for (const quantity of quantities) {
      expect(standardErrors(draws, quantity), quantity.name).toBeLessThan(4);
    }
    expect(draws.warnings).toEqual([]);
  });
});
