/** From nothing to the posterior: simulations in rounds, each nearer to the crab. */
import { join } from "node:path";
import { folderStore } from "@retrodict/rounds/folder";
import {
  columnStds,
  gatherRows,
  proposeNext,
  proposeValid,
  runRounds,
  stackRows,
  stream,
  tsnpe,
  type Matrix,
  type Round,
  type SnpeFit,
} from "retrodict";
import { isValid, observed, prior, rhythmPool } from "./crab.ts";
import type { Settings } from "./settings.ts";

/**
 * Truncations leave out more of the posterior than is usual: in 31 dimensions they narrow the prior slowly, and what
 * they leave out is of posteriors that are wider than the last.
 */
export const algorithm = tsnpe({ prior, epsilon: 0.1 });

/** What a crab's posterior is learned from and made of. */
export interface Learned {
  readonly fit: SnpeFit;
  /** Valid simulations alone, those of rounds from the prior before the others. */
  readonly theta: Matrix;
  readonly x: Matrix;
  /** Of each round: how many were simulated, and how many were valid. */
  readonly counts: readonly { readonly simulated: number; readonly valid: number }[];
  /** Standard deviations of the features over valid simulations from the prior. */
  readonly stds: Float64Array;
}

/**
 * A first round from the prior; rounds from the prior narrowed to where networks have been valid; and rounds from where,
 * within that, the posterior of the round before is not low. Each round is kept in the run's folder as it goes, two
 * seconds of simulations at a time.
 */
export async function learn({ scale, folder, seed, workers }: Settings): Promise<Learned> {
  const { simulations, restricted, focused } = scale;
  const simulator = await rhythmPool(workers);
  const valid = proposeValid<SnpeFit>();
  const { rounds, fit } = await runRounds(
    stream(seed).fork("rounds"),
    { simulator, prior, algorithm, observed },
    {
      rounds: restricted + focused,
      simulationsPerRound: simulations,
      propose: (rng, before) =>
        before.rounds.length < restricted ? valid(rng, before) : proposeNext(rng, before),
      store: folderStore(join(folder, "rounds")),
      onNote: console.log,
      onProgress: progress(),
      onRound: ({ index, round, failures, warnings }) => {
        const { rows } = round.theta;
        console.log(`round ${index + 1}: ${rows - failures.length} of ${rows} networks are valid`);
        for (const warning of warnings) console.log(`  ${warning}`);
      },
    },
  );
  await simulator.close();
  return { fit: fit!, ...validOf(rounds, restricted) };
}

/** What is worth keeping of rounds, the first `wide` of which are from the prior or truncations of it. */
function validOf(rounds: readonly Round[], wide: number): Omit<Learned, "fit"> {
  const valid = rounds.map(({ theta, x }) => {
    const kept = isValid(x).flatMap((yes, i) => (yes ? [i] : []));
    return { theta: gatherRows(theta, kept), x: gatherRows(x, kept) };
  });
  return {
    theta: stackRows(...valid.map(({ theta }) => theta)),
    x: stackRows(...valid.map(({ x }) => x)),
    counts: rounds.map(({ theta }, k) => ({ simulated: theta.rows, valid: valid[k].x.rows })),
    stds: columnStds(stackRows(...valid.slice(0, wide).map(({ x }) => x))),
  };
}

/** Prints what is being done when that changes, and every tenth of it. */
function progress() {
  let last = "";
  return (phase: string, done: number, total: number): void => {
    const now = `${phase} ${10 * Math.floor((10 * done) / total)} %`;
    if (now !== last) console.log(now);
    last = now;
  };
}
