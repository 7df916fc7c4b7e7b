/** Training an ensemble is training its members: who gets which stream, and how the results are joined. */
import type {
  ConditionalEstimator,
  FitOptions,
  Rng,
  Trained,
  TrainingHistory,
} from "@retrodict/spec";

/** One member to be trained, with a stream and progress of its own. */
export interface MemberJob {
  readonly rng: Rng;
  readonly estimator: ConditionalEstimator;
  readonly options: FitOptions;
}

/** The jobs of an ensemble's members; their epochs add up to the progress of all. */
export function memberJobs(
  rng: Rng,
  members: readonly ConditionalEstimator[],
  options: FitOptions,
): readonly MemberJob[] {
  const { onProgress } = options;
  const done = members.map(() => 0);
  return members.map((estimator, m) => ({
    rng: rng.fork("member").fork(m),
    estimator,
    options: {
      ...options,
      ...(onProgress && {
        onProgress(epoch: number, epochs: number) {
          done[m] = epoch;
          onProgress(
            done.reduce((a, b) => a + b, 0),
            members.length * epochs,
          );
        },
      }),
    },
  }));
}

/** The members' weights, one after the other, and their histories. */
export function joinMembers(trained: readonly Trained[]): Trained {
  const params = new Float32Array(trained.reduce((total, t) => total + t.params.length, 0));
  trained.reduce((at, t) => {
    params.set(t.params, at);
    return at + t.params.length;
  }, 0);
  const members = trained.map(({ history }) => history);
  const longest = members.reduce((a, b) => (b.train.length > a.train.length ? b : a));
  const sum = (of: (history: TrainingHistory) => number): number =>
    members.reduce((total, history) => total + of(history), 0);
  return {
    params,
    history: {
      ...longest,
      members,
      bestValidation: sum(({ bestValidation }) => bestValidation) / members.length,
      seconds: sum(({ seconds }) => seconds),
    },
  };
}
