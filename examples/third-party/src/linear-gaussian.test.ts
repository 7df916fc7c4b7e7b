import { densityEstimatorChecks } from "@retrodict/conformance";
import { describe, test } from "vitest";
import { linearGaussian, linearGaussianFromConfig } from "./linear-gaussian.ts";

const subject = { factory: linearGaussian(), fromConfig: linearGaussianFromConfig };

describe.each([
  { targetDim: 1, contextDim: 2 },
  { targetDim: 2, contextDim: 1 },
  { targetDim: 4, contextDim: 3 },
])("of $targetDim dimensions given $contextDim", (shape) => {
  for (const { name, run } of densityEstimatorChecks(subject, shape)) test(name, run);
});
