import { matrix } from "@retrodict/matrix";
import { fillNormal, stream } from "@retrodict/random";
import type { Matrix } from "@retrodict/spec";
import { calibrate } from "./calibration.ts";
import { benchedEstimator } from "./estimators.ts";
import { measure, rounded } from "./measure.ts";
import type { Benchmark } from "./types.ts";

/**
 * One optimiser step on one batch: score, gradients, clipping, Adam. `gflops` counts two operations per
 * weight that is not masked and row forward and four backward, as if nothing else took time.
 */
export const trainStep: Benchmark<{
  estimator: string;
  theta: number;
  x: number;
  batch: number;
  kernels: string;
  repeats: number;
}> = {
  summary: "one training step of an estimator",
  defaults: { estimator: "maf", theta: 10, x: 10, batch: 200, kernels: "auto", repeats: 30 },
  run({ batch, repeats, ...settings }) {
    const { step, kernels, weights } = trainingStep({ ...settings, batch });
    const { min, median } = measure(step, repeats);
    return {
      msPerStep: rounded(min),
      msPerStepMedian: rounded(median),
      gflops: rounded((6 * weights * batch) / min / 1e6),
      weights,
      kernels,
      ...calibrate(kernels),
    };
  },
};

/** A step ready to be repeated on random data. */
export function trainingStep(settings: {
  estimator: string;
  theta: number;
  x: number;
  batch: number;
  kernels: string;
}): { step: () => void; kernels: string; weights: number } {
  const { batch, theta, x } = settings;
  const shape = { targetDim: theta, contextDim: x };
  const { estimator, kernels, weightsUsed } = benchedEstimator(
    settings.estimator,
    shape,
    settings.kernels,
  );
  const rng = stream("train-step");
  const session = estimator.session!(estimator.init(rng), batch);
  const target = normals(batch, theta);
  const context = normals(batch, x);
  const cotangent = new Float64Array(batch).fill(-1 / batch);
  const maxGradientNorm = 5;
  const step = () => {
    session.score(target, context);
    const norm = session.backward(cotangent);
    session.step({ learningRate: 5e-4, gradientScale: Math.min(1, maxGradientNorm / norm) });
  };
  return { step, kernels, weights: weightsUsed() };

  function normals(rows: number, cols: number): Matrix {
    const out = matrix(rows, cols);
    fillNormal(rng, out.data);
    return out;
  }
}
