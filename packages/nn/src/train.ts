import { assertCount } from "@retrodict/check";
import type { Loss, Pairs, Rng, Trained, Trainer } from "@retrodict/spec";
import { batches, splitRows } from "./batches.ts";
import { epochs } from "./epochs.ts";
import { learner } from "./learner.ts";
import { trainMembers, type MemberJob } from "./members.ts";
import { pacer } from "./pause.ts";
import { trainingRecord } from "./record.ts";
import { trainingSession } from "./session.ts";
import { trainingSettings } from "./settings.ts";

/**
 * Minimises the mean loss over `rows` simulations with Adam: shuffled batches that leave no row out, gradients
 * clipped by norm. After every epoch a moving average of the weights is scored on the whole validation set, in a
 * fixed order; the best such average is returned. `onProgress` counts epochs.
 *
 * A `signal` ends training with the best weights so far. A loss or gradient that is not finite throws
 * `RetrodictError` "numeric" that carries them (see `trainedSoFar`). Members of an ensemble are trained one after
 * the other, then given the shares that do best on the validation set.
 */
export const train: Trainer = async (rng, estimator, loss, rows, options = {}) => {
  assertCount(rows, "rows", "nn", 2);
  const { members } = estimator;
  if (members === undefined) {
    const { validationFraction } = trainingSettings(options, rows);
    const split = splitRows(rng.fork("split"), rows, validationFraction);
    return trainOne({ rng, estimator, split, options }, loss);
  }
  return trainMembers(rng, { members, loss, rows, options }, async (jobs) => {
    const trained: Trained[] = [];
    for (const job of jobs) trained.push(await trainOne(job, loss));
    return trained;
  });
};

/** Trains one network on the rows of a split. */
export async function trainOne<P extends Pairs>(
  { rng, estimator, split, options }: MemberJob,
  loss: Loss<P>,
): Promise<Trained> {
  const settings = trainingSettings(options, split.training.length + split.validation.length);
  const initial = estimator.init(rng.fork("init"));
  const capacity = pairsPerBatch(rng, loss, split.training, settings.batchSize);
  const session = trainingSession(estimator, initial, capacity);
  const record = trainingRecord(initial);
  const run = epochs(rng, {
    learner: learner(estimator, session, loss),
    loss,
    split,
    settings,
    record,
  });

  const pace = pacer();
  for (let step = run.next(); ; step = run.next()) {
    if (step.done) return record.trained(step.value);
    await pace();
    if (settings.signal?.aborted) return record.trained("signal");
  }
}

/** How many pairs the loss makes of the largest batch; contrastive losses make several a row. */
function pairsPerBatch<P extends Pairs>(
  rng: Rng,
  loss: Loss<P>,
  rows: Uint32Array,
  batchSize: number,
): number {
  const largest = batches(rows, batchSize).at(-1)!;
  return loss.pairs(rng.fork("capacity"), largest).target.rows;
}
