import { matrix, row } from "@retrodict/matrix";
import { pacer } from "@retrodict/nn";
import { fillNormal } from "@retrodict/random";
import type { Matrix, Rng, RunOptions } from "@retrodict/spec";
import type { Engine } from "@retrodict/tensor";
import { noContext, parted, type SamplingFlow } from "./sampling-flow.ts";

export interface VariationalFitOptions extends Pick<RunOptions, "signal"> {
  readonly engine: Engine;
  readonly steps: number;
  /** Log-density of the points the flow makes, and its gradient; minus infinity where there is none. */
  readonly target: (points: Matrix) => Gradients;
  readonly onStep: (step: number) => void;
}

interface Gradients {
  readonly logDensity: Float64Array;
  readonly grad: Matrix;
}

/** Points a step. */
const BATCH = 256;
/** The first steps' rate, which falls to 0 along a line. */
const LEARNING_RATE = 3e-3;
/** The power of the target in the first step, which rises to 1 halfway: the flow spreads over modes before it follows them. */
const COLDEST = 0.05;
/** Norms of the gradient above this are brought down to it: far from the target, gradients are huge. */
const LARGEST_NORM = 10;

/**
 * Weights for which the flow's points are about distributed like the target: stochastic gradient steps up the evidence
 * lower bound `E[log target(point) + log-determinant]`, differentiated through the points (Rezende & Mohamed 2015).
 */
export async function fitFlow(
  rng: Rng,
  flow: SamplingFlow,
  { engine, steps, target, signal, onStep }: VariationalFitOptions,
): Promise<Float32Array> {
  const program = engine.compile(flow.graph, {
    rows: BATCH,
    gradients: true,
    inputGradients: false,
  });
  program.setParams(flow.init(rng.fork("init")));
  const draws = rng.fork("noise");
  const dim = flow.graph.nodes[flow.graph.inputs[0]].features;
  const noise = matrix(BATCH, dim);
  const context = noContext(BATCH);
  const pace = pacer();
  for (let step = 0; step < steps; step++) {
    if (signal?.aborted) break;
    fillNormal(draws, noise.data);
    const { points } = parted(program.forward([noise, context])[0]);
    program.backward([downhill(target(points), Math.min(1, COLDEST + (2 * step) / steps))]);
    const norm = program.gradientNorm();
    if (Number.isFinite(norm)) {
      program.adamStep({
        learningRate: LEARNING_RATE * (1 - step / steps),
        gradientScale: Math.min(1, LARGEST_NORM / norm),
      });
    }
    onStep(step + 1);
    await pace();
  }
  return program.params();
}

/** Cotangents of the negative bound; points without density say nothing. */
function downhill({ logDensity, grad }: Gradients, power: number): Matrix {
  const { rows, cols } = grad;
  const out = matrix(rows, cols + 1);
  for (let i = 0; i < rows; i++) {
    if (logDensity[i] === -Infinity) continue;
    const cotangent = row(out, i);
    cotangent.set(row(grad, i).map((slope) => (-power * slope) / rows));
    cotangent[cols] = -1 / rows;
  }
  return out;
}
