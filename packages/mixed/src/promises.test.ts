import { estimatorChecks, type EstimatorSubject } from "@retrodict/conformance";
import { maf, mafFromConfig } from "@retrodict/maf";
import { mdn, mdnFromConfig } from "@retrodict/mdn";
import type { ConditionalDensityEstimator, EstimatorShape } from "@retrodict/spec";
import { describe, test } from "vitest";
import { ofAnyNumbers } from "./columns.test.helper.ts";
import { mixed, mixedFromConfig, type MixedOptions } from "./index.ts";

const estimators = { maf: mafFromConfig, mdn: mdnFromConfig };
const small = { hidden: 8, blocks: 1 };

const cases: readonly (readonly [string, MixedOptions, EstimatorShape])[] = [
  ["one discrete column", { ...small, discrete: { 0: [0, 1] } }, { targetDim: 1, contextDim: 2 }],
  [
    "discrete columns only",
    { ...small, discrete: { 0: [0, 1], 1: [-1, 0, 2], 2: [5] } },
    { targetDim: 3, contextDim: 1 },
  ],
  [
    "a choice and a time",
    { ...small, discrete: { 0: [-1, 1] }, continuous: mdn({ components: 2, hidden: 8 }) },
    { targetDim: 2, contextDim: 2 },
  ],
  [
    "columns in any order",
    {
      ...small,
      discrete: { 1: [0, 1, 2], 3: [-0.5, 0.5] },
      continuous: maf({ transforms: 2, hidden: 8 }),
    },
    { targetDim: 5, contextDim: 3 },
  ],
];

describe.each(cases)("%s", (_, options, shape) => {
  const { discrete } = options;
  const subject: EstimatorSubject<ConditionalDensityEstimator> = {
    factory: (of) => ofAnyNumbers(mixed(options)(of), discrete),
    fromConfig: (config) => ofAnyNumbers(mixedFromConfig(config, { estimators }), discrete),
  };
  for (const { name, run } of estimatorChecks(subject, shape)) test(name, run);
});
