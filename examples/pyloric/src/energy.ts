/** What networks with the crab's rhythm spend, and on what that depends. */
import {
  activeSubspace,
  constrained,
  lowestShare,
  regressionNetwork,
  regressionSensitivity,
  type ConstrainedSpread,
} from "@retrodict/explore";
import { firstRows, gatherRows, type Rng } from "retrodict";
import { totalEnergy } from "./closeness.ts";
import { parameters, priorStds } from "./crab.ts";
import type { Kept } from "./kept.ts";
import type { Predicted } from "./predict.ts";

export interface Energy {
  /** Of each network, µJ/(s cm²), and which draws they are. */
  readonly values: Float64Array;
  readonly rows: readonly number[];
  readonly linear: Sensitivity & { readonly rSquared: number; readonly sentence: string };
  readonly direction: Sensitivity & {
    readonly rSquared: number;
    readonly eigenvalues: Float64Array;
    readonly sentence: string;
  };
  readonly thrifty: {
    readonly share: number;
    readonly parameters: readonly ConstrainedSpread[];
    readonly sentence: string;
  };
}

interface Sensitivity {
  readonly values: Float64Array;
  readonly errors: Float64Array;
}

/** A second of a 10 s window, in µJ. */
const PER_SECOND = 1 / 10_000;
const OF_NEURON = 8;
const SLOPES = 1000;

/** Conductances of a channel are compared in one unit, whichever neuron it is in: the widest of the three priors. */
const scale = priorStds.map((own, j) =>
  j < 3 * OF_NEURON
    ? Math.max(...[0, 1, 2].map((neuron) => priorStds[neuron * OF_NEURON + (j % OF_NEURON)]))
    : own,
);

/** Energy over all networks of the posterior that have a rhythm; `thrift` is the share whose spread is looked at. */
export async function spend(
  rng: Rng,
  kept: Kept,
  { predicted, thrift }: { readonly predicted: Predicted; readonly thrift: number },
): Promise<Energy> {
  const rows = predicted.valid.flatMap((yes, i) => (yes ? [i] : []));
  const theta = gatherRows(predicted.theta, rows);
  const values = totalEnergy(gatherRows(predicted.x, rows)).map((value) => value * PER_SECOND);
  const named = { parameters, scale };
  const linear = regressionSensitivity(rng.fork("plane"), theta, values, named);
  const direction = await kept.once("energy-direction", async () => {
    const network = await regressionNetwork(rng.fork("network"), theta, values);
    const draws = firstRows(theta, Math.min(SLOPES, theta.rows));
    const { directions, errors, eigenvalues, verdict } = activeSubspace(
      rng.fork("directions"),
      network,
      draws,
      named,
    );
    return {
      values: directions.data.slice(0, directions.cols),
      errors: errors.directions.data.slice(0, directions.cols),
      eigenvalues,
      rSquared: network.rSquared,
      sentence: verdict.sentence,
    };
  });
  const {
    share,
    parameters: spreads,
    verdict,
  } = constrained(theta, lowestShare(values, thrift), { parameters });
  return {
    values,
    rows,
    linear: {
      values: linear.coefficients,
      errors: linear.errors,
      rSquared: linear.rSquared,
      sentence: linear.verdict.sentence,
    },
    direction,
    thrifty: { share, parameters: spreads, sentence: verdict.sentence },
  };
}
