import { foldTasks } from "./c2st-problem.ts";
import { c2stResult } from "./c2st-result.ts";
import { runFold } from "./run-fold.ts";
import type { ClassifierTwoSampleTest } from "./types.ts";

/**
 * The classifier two-sample test (Lopez-Paz & Oquab 2017) as the benchmark of simulation-based inference scores
 * posteriors (Lueckmann et al. 2021): a network of two hidden layers of 10 d rectified units, trained as
 * scikit-learn's `MLPClassifier` is by default, learns on four fifths of the points which sample they are from and
 * is judged by the last fifth; `accuracy` is the mean over the five choices of it. Points are in units of the
 * reference's mean and standard deviation.
 *
 * `reference` and `samples` are `n × d`. `onProgress` counts folds. Throws `RetrodictError` on misuse and "aborted"
 * once `signal` is. Results depend on the engine's last bits: the same machine gives the same bytes.
 */
export const c2st: ClassifierTwoSampleTest = async (rng, reference, samples, options = {}) => {
  const { folds = 5, signal, onProgress } = options;
  const tasks = foldTasks(rng, reference, samples, folds);
  const accuracies = new Float64Array(folds);
  for (const [i, task] of tasks.entries()) {
    accuracies[i] = await runFold(task, signal);
    onProgress?.(i + 1, folds);
  }
  return c2stResult(accuracies, 2 * reference.rows);
};
