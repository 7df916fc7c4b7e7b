import type { Engine } from "@retrodict/tensor";
import { assertCounts } from "./config-checks.ts";
import { graphEmbedding } from "./graph-embedding.ts";
import type { Embedding, EmbeddingFactory } from "./types.ts";

export interface DenseEmbeddingOptions {
  /** ReLU layers; 2 by default. */
  readonly layers?: number;
  /** Units of each; 50 by default. */
  readonly hidden?: number;
  /** Features of the embedding; 20 by default. */
  readonly outputs?: number;
}

/** A fully connected network: for rows of many features without an order. */
export function denseEmbedding(options: DenseEmbeddingOptions = {}): EmbeddingFactory {
  return (inputDim, engine) => build(inputDim, engine, options);
}

function build(
  inputDim: number,
  engine: Engine,
  { layers = 2, hidden = 50, outputs = 20 }: DenseEmbeddingOptions,
): Embedding {
  const sizes = { inputDim, layers, hidden, outputs };
  assertCounts(sizes);
  return graphEmbedding({
    inputDim,
    config: Object.freeze({ kind: "dense", ...sizes }),
    engine,
    network: (_g, data, net) =>
      net.head(
        data,
        Array.from({ length: layers }, () => hidden),
        outputs,
      ),
  });
}
