import { box } from "@retrodict/distributions";
import { describe, expect, test } from "vitest";
import { algorithmNames, algorithms } from "./algorithms.ts";
import { methodHelp } from "./method-help.ts";
import { chooseMethod } from "./method.ts";
import { samplers, type SamplerName } from "./samplers.ts";

const prior = box([-1, -1], [1, 1]);

describe.each(algorithmNames)("%s", (algorithm) => {
  const { estimators, takesRounds, takesSampler, file } = algorithms[algorithm];

  test("is made with each of its estimators and says itself what the table says", () => {
    const made = [undefined, ...estimators].map((estimator) =>
      chooseMethod({ algorithm, ...(estimator && { estimator }) }, prior),
    );
    for (const [i, method] of made.entries()) {
      expect(method.names.estimator).toBe(i === 0 ? estimators[0] : estimators[i - 1]);
      expect(method.algorithm.accepts.proposals !== "prior").toBe(takesRounds);
      expect(method.algorithm.save !== undefined).toBe(file !== undefined);
      expect(method.names.sampler).toBe(takesSampler ? "slice" : undefined);
      expect(method.citations.length).toBeGreaterThan(0);
    }
  });

  test("is in the help", () => {
    expect(methodHelp()).toContain(`  ${algorithm} `);
  });
});

test("every sampler has the name it is called by", () => {
  for (const name of Object.keys(samplers) as SamplerName[])
    expect(samplers[name]().name).toBe(name);
});
