import type { Engine } from "@retrodict/tensor";
import { assertCounts, assertDivides } from "./config-checks.ts";
import { graphEmbedding } from "./graph-embedding.ts";
import { total } from "./positions.ts";
import { preparedColumns, prepareTrials } from "./trials.ts";
import type { Embedding, EmbeddingFactory } from "./types.ts";

export interface PermutationInvariantOptions {
  /** Values of a trial, which a row holds one trial after another; 1 by default. */
  readonly trialDim?: number;
  /** ReLU layers of the network that reads a trial; 2 by default. */
  readonly layers?: number;
  /** Units of each, and of the one after the mean; 50 by default. */
  readonly hidden?: number;
  /** Features of the embedding; 20 by default. */
  readonly outputs?: number;
}

/**
 * For sets of trials, up to as many as a row has room for: a network reads every trial, the mean over those present
 * and their number enter a second one (Zaheer et al. 2017, "Deep Sets"). An absent trial is NaN throughout.
 */
export function permutationInvariant(options: PermutationInvariantOptions = {}): EmbeddingFactory {
  return (inputDim, engine) => build(inputDim, engine, options);
}

function build(inputDim: number, engine: Engine, options: PermutationInvariantOptions): Embedding {
  const { trialDim = 1, layers = 2, hidden = 50, outputs = 20 } = options;
  const sizes = { inputDim, trialDim, layers, hidden, outputs };
  assertCounts(sizes);
  assertDivides(trialDim, "trialDim", inputDim);
  const trials = inputDim / trialDim;
  const columns = preparedColumns(trials, trialDim);
  return graphEmbedding({
    inputDim,
    config: Object.freeze({ kind: "permutation-invariant", ...sizes }),
    engine,
    prepared: { columns, prepare: (data) => prepareTrials(data, trialDim) },
    network(g, data, net) {
      const read = Array.from({ length: layers }, (_, i) =>
        net.shared(i === 0 ? trialDim : hidden, hidden, "relu"),
      );
      const shares = Array.from({ length: trials }, (_, trial) => {
        const values = Array.from({ length: trialDim }, (_value, i) => trial * trialDim + i);
        const seen = read.reduce((h, layer) => layer(h), g.gather(data, values));
        const share = Array.from({ length: hidden }, () => inputDim + trial);
        return g.binary("multiply", seen, g.gather(data, share));
      });
      const count = g.gather(data, [columns - 1]);
      return net.head(g.concat(total(g, shares), count), [hidden], outputs);
    },
  });
}
