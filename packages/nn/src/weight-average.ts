/** Exponential moving average of weights along a training run. */
export interface WeightAverage {
  /** To be called after every step; `weights` is asked for only when they are to be averaged in. */
  step(weights: () => Float32Array): void;
  /** A copy of the average; the initial weights before the first step. */
  weights(): Float32Array;
}

/** Steps the average looks back on. */
const HORIZON = 200;
/** Neighbouring weights differ little: averaging in every fifth is as good and costs a fifth. */
const EVERY = 5;

/**
 * Averaging takes out the noise that stochastic gradients leave in the weights, as a falling learning rate
 * would, but at every moment of a run, so that it need not be known beforehand when to stop (Polyak & Juditsky
 * 1992). A plain mean until it has looked back far enough.
 */
export function weightAverage(initial: Float32Array): WeightAverage {
  const average = Float64Array.from(initial);
  let steps = 0;
  return Object.freeze({
    step(weights: () => Float32Array): void {
      if (steps++ % EVERY !== 0) return;
      const rate = Math.max(EVERY / HORIZON, EVERY / (steps + EVERY - 1));
      const now = weights();
      for (let i = 0; i < average.length; i++) average[i] += rate * (now[i] - average[i]);
    },
    weights: () => Float32Array.from(average),
  });
}
