import { stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import { hmc, nuts } from "./index.ts";
import { standardErrors } from "./standard-errors.test.helper.ts";
import { knownTargets } from "./targets.test.helper.ts";

/** A multiple of the chains' number, so that nothing is thinned. */
const N = 4096;

/** Steps of one size are too long for the one end of it: of these, they must warn. */
const uneven = new Set(["a banana", "Neal's funnel"]);

describe.each([nuts(), hmc()])("$name", (sampler) => {
  test.each(knownTargets)("$name", async ({ name, target, start, quantities }) => {
    const draws = await sampler.sample(stream(1), target, N, { start });
    expect(draws.samples.rows).toBe(N);
    if (uneven.has(name)) {
      expect(draws.warnings.join(" ")).toMatch(/transitions diverged/);
    } else {
      for (const quantity of quantities) {
        expect(standardErrors(draws, quantity), quantity.name).toBeLessThan(4);
      }
      expect(draws.warnings).toEqual([]);
    }
  });
});

test.each([nuts({ acceptance: 0.95 }), hmc({ acceptance: 0.95 })])(
  "$name bends with a banana if its steps are small",
  async (sampler) => {
    const { target, start, quantities } = knownTargets[1];
    const draws = await sampler.sample(stream(2), target, 4 * N, { start });
    for (const quantity of quantities) {
      expect(standardErrors(draws, quantity), quantity.name).toBeLessThan(4);
    }
  },
);
