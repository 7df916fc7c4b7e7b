/*
 * Training an ensemble is training its members, each by itself and from a stream of its own, on one split of the rows,
 * so that what was held out tells how much each of them is worth.
 */
import type {
  ConditionalEstimator,
  FitOptions,
  Loss,
  Pairs,
  Rng,
  Trained,
  TrainingHistory,
} from "@retrodict/spec";
import { splitRows, type Split } from "./batches.ts";
import { heldOutPairs } from "./held-out-pairs.ts";
import { mixtureShares } from "./mixture-shares.ts";
import { trainingSettings } from "./settings.ts";

/** One member to be trained by `trainOne`. */
export interface MemberJob {
  readonly rng: Rng;
  readonly estimator: ConditionalEstimator;
  readonly split: Split;
  readonly options: FitOptions;
}

export interface MembersInput<P extends Pairs> {
  readonly members: readonly ConditionalEstimator[];
  readonly loss: Loss<P>;
  readonly rows: number;
  readonly options: FitOptions;
}

/** Trains members wherever `run` has its jobs done, then weighs them by their loss on the rows held out from all. */
export async function trainMembers<P extends Pairs>(
  rng: Rng,
  { members, loss, rows, options }: MembersInput<P>,
  run: (jobs: readonly MemberJob[]) => Promise<readonly Trained[]>,
): Promise<Trained> {
  const { batchSize, validationFraction } = trainingSettings(options, rows);
  const split = splitRows(rng.fork("split"), rows, validationFraction);
  const trained = await run(memberJobs(rng, members, split, options));
  const held = heldOutPairs(rng.fork("validation"), loss, split.validation, batchSize);
  const scored = held.map(({ pairs, share }) => ({
    pairs,
    share,
    scores: members.map((member, m) =>
      member.score(trained[m].params, pairs.target, pairs.context),
    ),
  }));
  return joinMembers(trained, mixtureShares(scored, loss));
}

/** The jobs of the members; their epochs add up to the progress of all. */
function memberJobs(
  rng: Rng,
  members: readonly ConditionalEstimator[],
  split: Split,
  options: FitOptions,
): readonly MemberJob[] {
  const { onProgress } = options;
  const done = members.map(() => 0);
  return members.map((estimator, m) => ({
    rng: rng.fork("member").fork(m),
    estimator,
    split,
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

/** The members' weights, one after the other, then the logarithms of their shares. */
function joinMembers(
  trained: readonly Trained[],
  { shares, loss }: { readonly shares: readonly number[]; readonly loss: number },
): Trained {
  const parts = [
    ...trained.map(({ params }) => params),
    Float32Array.from(shares, (share) => Math.log(share)),
  ];
  const params = new Float32Array(parts.reduce((total, part) => total + part.length, 0));
  parts.reduce((at, part) => {
    params.set(part, at);
    return at + part.length;
  }, 0);
  const members = trained.map(({ history }) => history);
  const longest = members.reduce((a, b) => (b.train.length > a.train.length ? b : a));
  const seconds = members.reduce((total, history: TrainingHistory) => total + history.seconds, 0);
  return { params, history: { ...longest, members, bestValidation: loss, seconds } };
}
