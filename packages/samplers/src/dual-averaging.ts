/** Finds the step size at which the mean acceptance is `target` (Hoffman & Gelman 2014, algorithm 5). */
export interface DualAveraging {
  /** The step size to try next. */
  step(): number;
  /** Learns from the mean acceptance at that step size. */
  update(acceptance: number): void;
  /** The step size it settled on. */
  settled(): number;
}

const SHRINKAGE = 0.05;
const STABILITY = 10;
const DECAY = 0.75;

/** Starts from the step size `initial`. */
export function dualAveraging(initial: number, target: number): DualAveraging {
  const aim = Math.log(10 * initial);
  let logStep = Math.log(initial);
  let logAverage = 0;
  let error = 0;
  let count = 0;
  return {
    step: () => Math.exp(logStep),
    update(acceptance) {
      count++;
      const weight = 1 / (count + STABILITY);
      error = (1 - weight) * error + weight * (target - acceptance);
      logStep = aim - (Math.sqrt(count) / SHRINKAGE) * error;
      const share = count ** -DECAY;
      logAverage = share * logStep + (1 - share) * logAverage;
    },
    settled: () => (count === 0 ? initial : Math.exp(logAverage)),
  };
}
