import { matrix } from "@retrodict/matrix";
import { fillNormal, stream } from "@retrodict/random";
import type { Matrix } from "@retrodict/spec";
import { machinePeaks } from "./machine-peaks.ts";
import { benchedEstimator } from "./estimators.ts";
import { measure, rounded } from "./measure.ts";
import type { Benchmark } from "./types.ts";

/**
 * One optimiser step on one batch: score, gradients, clipping, Adam; of a ratio estimator with 10 atoms a row. `gflops` counts two operations per
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
    const { step, kernels, weights, rows } = trainingStep({ ...settings, batch });
    const { min, median } = measure(step, repeats);
    return {
      msPerStep: rounded(min),
      msPerStepMedian: rounded(median),
      gflops: rounded((6 * weights * rows) / min / 1e6),
      weights,
      kernels,
      ...machinePeaks(kernels),
    };
  },
};

/** Parameter values that a ratio estimator tells apart for every row of data. */
const ATOMS = 10;

/** A step ready to be repeated on random data. */
export function trainingStep(settings: {
  estimator: string;
  theta: number;
  x: number;
  batch: number;
  kernels: string;
}): { step: () => void; kernels: string; weights: number; rows: number } {
  const { batch, theta, x } = settings;
  const shape = { targetDim: theta, contextDim: x };
  const benched = benchedEstimator(settings.estimator, shape, settings.kernels);
  const { estimator, kernels, weightsUsed } = benched;
  const isRatio = estimator.estimates === "log-ratio";
  const atoms = isRatio ? ATOMS : 1;
  const rows = batch * atoms;
  const rng = stream("train-step");
  const session = estimator.session!(estimator.init(rng), rows);
  const target = normals(rows, theta);
  const context = repeatRows(normals(batch, x), atoms);
  const cotangent = new Float64Array(rows).fill(-1 / rows);
  const maxGradientNorm = 5;
  const step = () => {
    const score = session.score(target, context);
    if (isRatio) gradeAtoms(score, atoms, cotangent);
    const norm = session.backward(cotangent);
    session.step({ learningRate: 5e-4, gradientScale: Math.min(1, maxGradientNorm / norm) });
  };
  return { step, kernels, weights: weightsUsed(), rows };

  function normals(count: number, cols: number): Matrix {
    const out = matrix(count, cols);
    fillNormal(rng, out.data);
    return out;
  }
}

function repeatRows({ rows, cols, data }: Matrix, times: number): Matrix {
  const out = matrix(rows * times, cols);
  for (let i = 0; i < out.data.length; i++) {
    out.data[i] = data[Math.floor(i / cols / times) * cols + (i % cols)];
  }
  return out;
}

/** Cross-entropy of telling the first of every `atoms` scores from the others (Durkan, Murray & Papamakarios 2020). */
function gradeAtoms(score: Float64Array, atoms: number, cotangent: Float64Array): void {
  const groups = score.length / atoms;
  for (let first = 0; first < score.length; first += atoms) {
    const own = score.subarray(first, first + atoms);
    const largest = own.reduce((a, b) => Math.max(a, b));
    const total = own.reduce((sum, s) => sum + Math.exp(s - largest), 0);
    for (let a = 0; a < atoms; a++) {
      cotangent[first + a] = (Math.exp(own[a] - largest) / total - (a === 0 ? 1 : 0)) / groups;
    }
  }
}
