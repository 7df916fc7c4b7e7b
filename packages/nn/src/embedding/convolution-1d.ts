/*
 * A window of a layer is the features of neighbouring positions, one position after another; a dense layer with
 * shared weights turns each window into the features of one position of the next layer. So a convolution is many
 * small dense layers, each as fast as any.
 */
import { assert } from "@retrodict/check";
import type { Engine, GraphBuilder, Tensor } from "@retrodict/tensor";
import { assertCounts, assertDivides } from "./config-checks.ts";
import { graphEmbedding } from "./graph-embedding.ts";
import { mean, positionsOf } from "./positions.ts";
import type { Embedding, EmbeddingFactory } from "./types.ts";

export interface Convolution1dOptions {
  /** Channels of the trace, which a row holds one after another; 1 by default. */
  readonly channels?: number;
  /** Features of every convolution in turn; [16, 32] by default. */
  readonly filters?: readonly number[];
  /** Positions a window spans; 8 by default. */
  readonly kernel?: number;
  /** Positions between two windows; 4 by default. */
  readonly stride?: number;
  /**
   * What follows the convolutions: `"flatten"`, the default, keeps where a feature was seen; `"mean"` averages over
   * the trace, so that it does not matter where.
   */
  readonly pooling?: "flatten" | "mean";
  /** Units of the ReLU layer after them; 50 by default. */
  readonly hidden?: number;
  /** Features of the embedding; 20 by default. */
  readonly outputs?: number;
}

/** Convolutions over a trace of one or more channels, `relu` after each, then a ReLU layer and a linear one. */
export function convolution1d(options: Convolution1dOptions = {}): EmbeddingFactory {
  return (inputDim, engine) => build(inputDim, engine, options);
}

function build(inputDim: number, engine: Engine, options: Convolution1dOptions): Embedding {
  const { channels = 1, kernel = 8, stride = 4, hidden = 50, outputs = 20 } = options;
  const { filters = [16, 32], pooling = "flatten" } = options;
  const sizes = { inputDim, channels, kernel, stride, hidden, outputs };
  assertCounts(sizes);
  for (const features of filters) assertCounts({ filters: features });
  assertDivides(channels, "channels", inputDim);
  assertPooling(pooling);
  assertLongEnough(inputDim / channels, filters.length, kernel, stride);
  return graphEmbedding({
    inputDim,
    config: Object.freeze({
      kind: "convolution-1d",
      ...sizes,
      filters: Object.freeze([...filters]),
      pooling,
    }),
    engine,
    network(g, data, layers) {
      let positions = positionsOf(g, data, channels);
      for (const outputsOfLayer of filters) {
        const { features } = positions[0];
        const layer = layers.shared(kernel * features, outputsOfLayer, "relu");
        positions = windows(positions, kernel, stride).map((window) => layer(g.concat(...window)));
      }
      return layers.head(pool(g, positions, pooling), [hidden], outputs);
    },
  });
}

function windows(positions: readonly Tensor[], kernel: number, stride: number): Tensor[][] {
  const count = windowCount(positions.length, kernel, stride);
  return Array.from({ length: count }, (_, i) => positions.slice(i * stride, i * stride + kernel));
}

const windowCount = (positions: number, kernel: number, stride: number): number =>
  Math.floor((positions - kernel) / stride) + 1;

function pool(g: GraphBuilder, positions: readonly Tensor[], pooling: "flatten" | "mean"): Tensor {
  return pooling === "flatten" ? g.concat(...positions) : mean(g, positions);
}

function assertPooling(pooling: unknown): void {
  assert(
    pooling === "flatten" || pooling === "mean",
    "argument",
    "nn",
    () =>
      `expected pooling to be "flatten" or "mean", got ${JSON.stringify(pooling)}; pass one of them`,
  );
}

function assertLongEnough(length: number, layers: number, kernel: number, stride: number): void {
  let positions = length;
  for (let layer = 0; layer < layers; layer++) {
    assert(
      positions >= kernel,
      "shape",
      "nn",
      () =>
        `expected at least kernel = ${kernel} positions before convolution ${layer}, got ${positions} of a trace of ${length}; take a smaller kernel or stride, or fewer filters`,
    );
    positions = windowCount(positions, kernel, stride);
  }
}
