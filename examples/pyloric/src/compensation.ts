/** Which parameters make up for each other, and whether synapses can make up for the neurons they join. */
import { conditionalCorrelation, conditionalSamples } from "@retrodict/explore";
import { correlation, gatherRows, matrix, row, stackRows, type Matrix, type Rng } from "retrodict";
import { deviations, energies, SIMILAR } from "./closeness.ts";
import { isValid, prior } from "./crab.ts";
import type { Predicted, Study } from "./predict.ts";

export interface Compensation {
  /** Between all parameters over the posterior, and of pairs when all others are fixed. */
  readonly marginal: Matrix;
  readonly conditional: Matrix;
  /** What networks of neurons that never met do: with synapses drawn to suit, with those of a network of one of them, and with any. */
  readonly mixed: readonly {
    readonly synapses: string;
    readonly count: number;
    readonly valid: number;
    readonly similar: number;
  }[];
}

/** Parameters of each neuron, and of the synapses. */
const OF_NEURON = 8;
const synapses = Array.from({ length: 7 }, (_, k) => 3 * OF_NEURON + k);

/** Networks at most that neurons are taken from. */
export async function compensate(
  rng: Rng,
  study: Study,
  { predicted, conditions, versions, variants }: CompensationOptions,
): Promise<Compensation> {
  const { kept, posterior, simulator, stds } = study;
  const { theta } = predicted;
  const near = nearest(predicted);
  const conditional = await kept.once("conditional", () =>
    conditionalCorrelation(posterior, gatherRows(theta, near.slice(0, conditions)), {
      resolution: 15,
    }),
  );
  const mixed = mixedNeurons(predicted, near, versions);
  const each = Math.max(1, Math.floor(variants / mixed.rows));
  const suited = await kept.once("suited-synapses", async () => {
    const draws: Matrix[] = [];
    for (let i = 0; i < mixed.rows; i++) {
      const { samples } = await conditionalSamples(
        rng.fork("synapses").fork(i),
        posterior,
        row(mixed, i).slice(),
        synapses,
        { samples: each },
      );
      draws.push(samples);
    }
    return stackRows(...draws);
  });
  const repeated = gatherRows(
    mixed,
    Array.from({ length: mixed.rows * each }, (_, i) => Math.floor(i / each)),
  );
  const sets = {
    "drawn from the posterior given the neurons": suited,
    "of the network that the AB/PD is from": repeated,
    "drawn from the prior": withSynapses(repeated, prior.sample(rng.fork("prior"), repeated.rows)),
  };
  const found: Compensation["mixed"][number][] = [];
  for (const [name, own] of Object.entries(sets)) {
    const { x } = await kept
      .simulator(`synapses-${found.length}`, simulator)
      .simulateBatch(rng.fork(name), own);
    found.push({
      synapses: name,
      count: own.rows,
      valid: isValid(x).filter(Boolean).length,
      similar: deviations(x, stds).filter((deviation) => deviation <= SIMILAR).length,
    });
  }
  return { marginal: correlation(theta), conditional, mixed: found };
}

interface CompensationOptions {
  readonly predicted: Predicted;
  readonly conditions: number;
  readonly versions: number;
  readonly variants: number;
}

/** The twentieth of the draws that is nearest to the crab, fifty at least. */
function nearest({ deviation }: Predicted): readonly number[] {
  return [...deviation.keys()]
    .sort((i, j) => deviation[i] - deviation[j])
    .slice(0, Math.max(50, Math.floor(deviation.length / 20)));
}

/**
 * Every combination of the versions of each neuron that spend least, among networks near the crab; with the synapses of
 * the network that the AB/PD is from.
 */
function mixedNeurons({ theta, x }: Predicted, near: readonly number[], versions: number): Matrix {
  const [pacemakers, followers, last] = energies.map((j) =>
    near
      .filter((i) => Number.isFinite(row(x, i)[j]))
      .toSorted((i, k) => row(x, i)[j] - row(x, k)[j])
      .slice(0, versions),
  );
  const out: Float64Array[] = [];
  for (const i of pacemakers)
    for (const j of followers)
      for (const k of last) {
        const own = row(theta, i).slice();
        own.set(row(theta, j).subarray(OF_NEURON, 2 * OF_NEURON), OF_NEURON);
        own.set(row(theta, k).subarray(2 * OF_NEURON, 3 * OF_NEURON), 2 * OF_NEURON);
        out.push(own);
      }
  return stackRows(...out.map((own) => matrix(1, own.length, own)));
}

function withSynapses(theta: Matrix, other: Matrix): Matrix {
  const data = theta.data.slice();
  for (let i = 0; i < theta.rows; i++)
    for (const j of synapses) data[i * theta.cols + j] = other.data[i * theta.cols + j];
  return matrix(theta.rows, theta.cols, data);
}
