/** Every estimator of the project on every engine that runs here. */
import { classifier, classifierFromConfig } from "@retrodict/classifier";
import { tfjsEngine } from "@retrodict/engine-tfjs";
import { wasmEngine } from "@retrodict/engine-wasm";
import { ensemble, ensembleFromConfig } from "@retrodict/ensemble";
import { maf, mafFromConfig } from "@retrodict/maf";
import { mdn, mdnFromConfig } from "@retrodict/mdn";
import { denseEmbedding, embeddedFromConfig, withEmbedding } from "@retrodict/nn";
import { nsf, nsfFromConfig } from "@retrodict/nsf";
import type { ConditionalDensityEstimator, RatioEstimator } from "@retrodict/spec";
import { referenceEngine, type Engine } from "@retrodict/tensor";
import { describe, test } from "vitest";
import {
  densityEstimatorChecks,
  engineChecks,
  estimatorChecks,
  type EstimatorSubject,
} from "./index.ts";

const fast: readonly Engine[] = [
  wasmEngine({ kernels: "baseline" }),
  wasmEngine({ kernels: "relaxed" }),
];
/** Engines that take milliseconds an operation, and are spared the integrals over a plane. */
const slow: readonly Engine[] = [referenceEngine(), await tfjsEngine({ backend: "cpu" })];

const line = { targetDim: 1, contextDim: 2 };
const plane = { targetDim: 2, contextDim: 1 };
const space = { targetDim: 5, contextDim: 3 };
const onEngines = [
  ...fast.map((engine) => ({ name: engine.name, engine, shapes: [line, plane, space] })),
  ...slow.map((engine) => ({ name: engine.name, engine, shapes: [line, space] })),
];

type DensitySubject = EstimatorSubject<ConditionalDensityEstimator>;

const densityEstimators = (engine: Engine): readonly (readonly [string, DensitySubject])[] => {
  const fromMaf: DensitySubject["fromConfig"] = (config) => mafFromConfig(config, { engine });
  const fromNsf: DensitySubject["fromConfig"] = (config) => nsfFromConfig(config, { engine });
  const fromMdn: DensitySubject["fromConfig"] = (config) => mdnFromConfig(config, { engine });
  const small = { transforms: 2, hidden: 8, engine };
  const splines = { ...small, bins: 4 };
  const mixture = { components: 3, hidden: 8, engine };
  return [
    ["maf", { factory: maf(small), fromConfig: fromMaf }],
    [
      "maf with splines",
      { factory: maf({ ...splines, transform: "spline" }), fromConfig: fromMaf },
    ],
    ["nsf", { factory: nsf(splines), fromConfig: fromNsf }],
    [
      "autoregressive nsf",
      { factory: nsf({ ...splines, form: "autoregressive" }), fromConfig: fromNsf },
    ],
    ["mdn", { factory: mdn(mixture), fromConfig: fromMdn }],
    ["diagonal mdn", { factory: mdn({ ...mixture, covariance: "diagonal" }), fromConfig: fromMdn }],
    [
      "spherical mdn",
      { factory: mdn({ ...mixture, covariance: "spherical" }), fromConfig: fromMdn },
    ],
    [
      "an ensemble of mafs",
      {
        factory: ensemble([maf({ ...small, transforms: 1 }), maf({ ...small, hidden: 5 })]),
        fromConfig: (config) => ensembleFromConfig(config, { maf: fromMaf }),
      },
    ],
    [
      "an embedded maf",
      {
        factory: withEmbedding(maf({ ...small, transforms: 1 }), denseEmbedding(), engine),
        fromConfig: (config) => embeddedFromConfig(config, { maf: fromMaf }, engine),
      },
    ],
  ];
};

const ratioEstimators = (
  engine: Engine,
): readonly (readonly [string, EstimatorSubject<RatioEstimator>])[] =>
  (["residual", "plain"] as const).map((net) => [
    `${net} classifier`,
    {
      factory: classifier({ net, hidden: 8, engine }),
      fromConfig: (config) => classifierFromConfig(config, { engine }),
    },
  ]);

describe.each(onEngines)("on $name", ({ engine, shapes }) => {
  describe.each(densityEstimators(engine))("%s", (_, subject) => {
    describe.each(shapes)("of $targetDim given $contextDim", (shape) => {
      for (const { name, run } of densityEstimatorChecks(subject, shape)) test(name, run);
    });
  });
  describe.each(ratioEstimators(engine))("%s", (_, subject) => {
    describe.each([line, space])("of $targetDim and $contextDim", (shape) => {
      for (const { name, run } of estimatorChecks(subject, shape)) test(name, run);
    });
  });
});

describe.each(fast)("$name", (engine) => {
  for (const { name, run } of engineChecks(engine)) test(name, run);
});
