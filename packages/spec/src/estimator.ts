import type { Distribution } from "./distribution.ts";
import type { Matrix } from "./matrix.ts";
import type { Rng } from "./rng.ts";
import type { RunOptions } from "./simulator.ts";

export interface EstimatorShape {
  readonly targetDim: number;
  readonly contextDim: number;
}

/** JSON that rebuilds an architecture. */
export interface EstimatorConfig {
  readonly kind: string;
  readonly [key: string]: unknown;
}

/**
 * How another thread makes the same value: `await (await import(module))[name](...args)`. The arguments survive
 * structured cloning.
 */
export interface Recipe {
  /** URL of a module. */
  readonly module: string;
  readonly name: string;
  readonly args: readonly unknown[];
}

/** Scores a target given a context. Weights are one flat vector, held by the caller. */
export interface ConditionalEstimator {
  readonly shape: EstimatorShape;
  readonly config: EstimatorConfig;
  /**
   * Estimators to be trained each by itself: this one's weights are theirs, one after the other, then the logarithm of
   * each one's share. Its score is `log Σ share · exp(score of the member)`.
   */
  readonly members?: readonly ConditionalEstimator[];
  /** Present where worker threads can train it. */
  readonly recipe?: Recipe;
  readonly paramCount: number;
  init(rng: Rng): Float32Array;
  /** Row `i` of target given row `i` of context. Rows pair; nothing broadcasts. */
  score(params: Float32Array, target: Matrix, context: Matrix): Float64Array;
  /** Score plus its pullback: given dLoss/dScore per row, adds the gradients asked for. */
  scoreVjp(params: Float32Array, target: Matrix, context: Matrix): ScoreVjp;
  /**
   * Fast path of training: weights, gradients and optimiser state stay where the estimator computes.
   * Takes batches of at most `rows` pairs. Without it a trainer uses `scoreVjp`.
   */
  session?(params: Float32Array, rows: number, options?: SessionOptions): TrainingSession;
}

export interface ScoreVjp {
  readonly score: Float64Array;
  pullback(
    cotangent: Float64Array,
    into: { readonly params?: Float32Array; readonly target?: Matrix; readonly context?: Matrix },
  ): void;
}

export interface SessionOptions {
  /** Whether `contextGradient` will be called, as whatever computes the context does; false unless given. */
  readonly contextGradient?: boolean;
  /** Whether `targetGradient` will be called, as samplers that follow gradients do; false unless given. */
  readonly targetGradient?: boolean;
}

/** Score a batch, go back through it, step: the three parts of one optimiser step. */
export interface TrainingSession {
  /** The returned array is overwritten by the next call. */
  score(target: Matrix, context: Matrix): Float64Array;
  /** Backpropagates dLoss/dScore of the batch just scored; returns the Euclidean norm of the weights' gradient. */
  backward(cotangent: Float64Array): number;
  /** Gradient of the last `backward` with respect to the context, row by row; overwritten by the next. */
  contextGradient(): Matrix;
  /** The same with respect to the target. */
  targetGradient(): Matrix;
  /** Takes one Adam step with the gradient of the last `backward`. */
  step(update: AdamUpdate): void;
  /** A copy of the weights as they are. */
  params(): Float32Array;
}

/** One step of Adam (Kingma & Ba 2015) with β = (0.9, 0.999), ε = 1e-8. */
export interface AdamUpdate {
  readonly learningRate: number;
  /** The gradient is multiplied by this first; below 1 where its norm is clipped. */
  readonly gradientScale: number;
}

/** Row pairs to be scored; a loss may extend it with whatever `grade` needs back. */
export interface Pairs {
  readonly target: Matrix;
  readonly context: Matrix;
}

/** A loss is two pure steps around the score, so a trainer may score on any device in between. */
export interface Loss<P extends Pairs = Pairs> {
  /** Present where worker threads can train with it. */
  readonly recipe?: Recipe;
  pairs(rng: Rng, rows: Uint32Array): P;
  /** Returns the mean loss and writes dLoss/dScore. */
  grade(pairs: P, score: Float64Array, cotangent: Float64Array): number;
}

export interface FitOptions extends RunOptions {
  /** Passes over the training rows at most. */
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  readonly validationFraction?: number;
  /** Stop after this many epochs without a better validation loss. */
  readonly patience?: number;
  readonly maxGradientNorm?: number;
}

/** Swappable training loop over `rows` simulations. */
export type Trainer = <P extends Pairs>(
  rng: Rng,
  estimator: ConditionalEstimator,
  loss: Loss<P>,
  rows: number,
  options?: FitOptions,
) => Promise<Trained>;

export interface Trained {
  /** The weights with the best validation loss. */
  readonly params: Float32Array;
  readonly history: TrainingHistory;
}

export interface TrainingHistory {
  /**
   * Of an ensemble, one history a member; the other fields are then those of the member that took most epochs,
   * but `bestValidation` is that of the ensemble and `seconds` counts all of them.
   */
  readonly members?: readonly TrainingHistory[];
  /** Mean loss per epoch. */
  readonly train: readonly number[];
  readonly validation: readonly number[];
  /** Epoch (from 0) whose weights were kept; −1 if none was finished and they are the initial ones. */
  readonly bestEpoch: number;
  /** Validation loss of the weights that were kept. */
  readonly bestValidation: number;
  /** `"not-finite"` only in what an error carries. */
  readonly stoppedBy: "patience" | "epochs" | "signal" | "not-finite";
  readonly seconds: number;
}

export interface ConditionalDensityEstimator extends ConditionalEstimator {
  readonly estimates: "log-density";
  /** Columns of the target whose values are categories, to be scored as they are; none if absent. */
  readonly discreteTargets?: readonly number[];
  /** The lazy distribution `q(target | context)`, one context row. */
  condition(params: Float32Array, context: Float64Array): Distribution;
}

export interface RatioEstimator extends ConditionalEstimator {
  readonly estimates: "log-ratio";
}

export type EstimatorFactory<E extends ConditionalEstimator> = (shape: EstimatorShape) => E;
