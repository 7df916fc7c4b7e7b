import { assert } from "@retrodict/check";
import type { EstimatorConfig } from "@retrodict/spec";
import type { Engine } from "@retrodict/tensor";
import { causalConvolution, type CausalConvolutionOptions } from "./causal-convolution.ts";
import { assertKeys } from "./config-checks.ts";
import { convolution1d, type Convolution1dOptions } from "./convolution-1d.ts";
import { denseEmbedding, type DenseEmbeddingOptions } from "./dense.ts";
import { permutationInvariant, type PermutationInvariantOptions } from "./permutation-invariant.ts";
import type { Embedding, EmbeddingFactory } from "./types.ts";

interface Kind {
  readonly keys: readonly string[];
  make(config: EstimatorConfig): EmbeddingFactory;
}

/** A configuration holds the options under their own names; the factory checks their values as any caller's. */
function kind<O>(
  factory: (options: O) => EmbeddingFactory,
  keys: readonly (keyof O & string)[],
): Kind {
  return { keys, make: (config) => factory(config as unknown as O) };
}

const KINDS: Readonly<Record<string, Kind>> = {
  dense: kind<DenseEmbeddingOptions>(denseEmbedding, ["layers", "hidden", "outputs"]),
  "convolution-1d": kind<Convolution1dOptions>(convolution1d, [
    "channels",
    "filters",
    "kernel",
    "stride",
    "pooling",
    "hidden",
    "outputs",
  ]),
  "permutation-invariant": kind<PermutationInvariantOptions>(permutationInvariant, [
    "trialDim",
    "layers",
    "hidden",
    "outputs",
  ]),
  "causal-convolution": kind<CausalConvolutionOptions>(causalConvolution, [
    "channels",
    "hidden",
    "outputs",
  ]),
};

/** The embedding of this package whose `config` this is; throws `RetrodictError` ("argument") if it is none. */
export function embeddingFromConfig(config: EstimatorConfig, engine: Engine): Embedding {
  const found = Object.hasOwn(KINDS, config.kind) ? KINDS[config.kind] : undefined;
  assert(
    found !== undefined,
    "argument",
    "nn",
    () =>
      `expected an embedding of kind ${Object.keys(KINDS).join(", ")}, got ${JSON.stringify(config.kind)}; rebuild an embedding of your own yourself`,
  );
  assertKeys(config, ["inputDim", ...found.keys]);
  return found.make(config)(Number(config.inputDim), engine);
}
