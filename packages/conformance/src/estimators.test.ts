/** Every estimator of the project on every engine that runs here. */
import { wasmEngine } from "@retrodict/engine-wasm";
import { ensemble, ensembleFromConfig } from "@retrodict/ensemble";
import { maf, mafFromConfig } from "@retrodict/maf";
import type { ConditionalDensityEstimator } from "@retrodict/spec";
import { referenceEngine, type Engine } from "@retrodict/tensor";
import { describe, test } from "vitest";
import { densityEstimatorChecks, type EstimatorSubject } from "./index.ts";

const engines: readonly Engine[] = [
  referenceEngine(),
  wasmEngine({ kernels: "baseline" }),
  wasmEngine({ kernels: "relaxed" }),
];

type DensitySubject = EstimatorSubject<ConditionalDensityEstimator>;

const densityEstimators = (engine: Engine): readonly (readonly [string, DensitySubject])[] => {
  const fromMaf: DensitySubject["fromConfig"] = (config) => mafFromConfig(config, { engine });
  const small = { transforms: 2, hidden: 8, engine };
  return [
    ["maf", { factory: maf(small), fromConfig: fromMaf }],
    [
      "an ensemble of mafs",
      {
        factory: ensemble(maf({ ...small, transforms: 1 }), { members: 2 }),
        fromConfig: (config) => ensembleFromConfig(config, { maf: fromMaf }),
      },
    ],
  ];
};

describe.each(engines)("on $name", (engine) => {
  describe.each(densityEstimators(engine))("%s", (_, subject) => {
    describe.each([
      { targetDim: 1, contextDim: 2 },
      { targetDim: 2, contextDim: 1 },
      { targetDim: 5, contextDim: 3 },
    ])("of $targetDim given $contextDim", (shape) => {
      for (const { name, run } of densityEstimatorChecks(subject, shape)) test(name, run);
    });
  });
});
