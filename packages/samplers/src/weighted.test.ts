import { wasmEngine } from "@retrodict/engine-wasm";
import { stream } from "@retrodict/random";
import type { DifferentiableLogDensity, Sampler } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { importance, rejection, variational } from "./index.ts";
import { standardErrors } from "./standard-errors.test.helper.ts";
import { knownTargets } from "./targets.test.helper.ts";

const N = 4000;

type Verdict = "right" | "right, with a warning" | "warns";

/** Samplers, with the targets for which they do not just give the right draws. */
const samplers: readonly {
  readonly sampler: Sampler<DifferentiableLogDensity>;
  readonly verdicts: Readonly<Record<string, Verdict>>;
}[] = [
  {
    sampler: rejection({ budget: 300 }),
    verdicts: { "a correlated Gaussian": "right, with a warning", "Neal's funnel": "warns" },
  },
  {
    sampler: importance(),
    verdicts: { "a correlated Gaussian": "right, with a warning", "Neal's funnel": "warns" },
  },
  {
    sampler: variational({ engine: wasmEngine({ kernels: "baseline" }) }),
    verdicts: { "two separated modes": "warns" },
  },
];

describe.each(samplers)("$sampler.name", ({ sampler, verdicts }) => {
  test.each(knownTargets)("$name", async ({ name, target, start, quantities }) => {
    const draws = await sampler.sample(stream(1), target, N, { start });
    const verdict: Verdict = verdicts[name] ?? "right";
    expect(draws.warnings.length > 0).toBe(verdict !== "right");
    if (verdict === "warns") return;
    for (const quantity of quantities) {
      expect(standardErrors(draws, quantity), quantity.name).toBeLessThan(4);
    }
  });
});
