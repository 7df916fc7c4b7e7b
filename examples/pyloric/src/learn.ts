/** From nothing to the posterior: simulations in rounds, each nearer to the crab. */
import { join } from "node:path";
import { folderStore } from "@retrodict/rounds/folder";
import {
  columnStds,
  gatherRows,
  proposeValid,
  runRounds,
  snpeC,
  stackRows,
  stream,
  type Matrix,
  type Round,
  type RoundsOptions,
  type SnpeFit,
} from "retrodict";
import { isValid, observed, prior, rhythmPool } from "./crab.ts";
import type { Settings } from "./settings.ts";

export const algorithm = snpeC({ prior });

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
 * Rounds from the prior, after the first narrowed to where networks have been valid, and then rounds from the posterior of
 * the round before. SNPE-C learns from all of them, whatever they were drawn from. Each round is kept in the run's folder
 * as it goes, two seconds of simulations at a time.
 */
export async function learn({ scale, folder, seed, workers }: Settings): Promise<Learned> {
  const simulator = await rhythmPool(workers);
  const study = { simulator, prior, algorithm, observed };
  const rng = stream(seed);
  const rounds = (name: string, options: Omit<RoundsOptions<SnpeFit>, "store">) =>
    runRounds(rng.fork(name), study, {
      store: folderStore(join(folder, name)),
      onNote: console.log,
      onProgress: progress(),
      onRound: ({ index, round, failures, warnings }) => {
        const { rows } = round.theta;
        console.log(`round ${index + 1}: ${rows - failures.length} of ${rows} networks are valid`);
        for (const warning of warnings) console.log(`  ${warning}`);
      },
      ...options,
    });
  const wide = await rounds("rounds", {
    rounds: scale.restricted,
    simulationsPerRound: scale.simulations,
    propose: proposeValid(),
  });
  const near = await rounds("focused", {
    rounds: scale.focused,
    simulationsPerRound: scale.focus,
    initial: wide.rounds,
    propose: (_, { fit }) => (fit ?? wide.fit!).posterior(observed),
  });
  await simulator.close();
  return { fit: near.fit!, ...validOf(near.rounds, scale.restricted) };
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
