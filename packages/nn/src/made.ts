/*
 * MADE (Germain et al. 2015) with a context: one network whose output group d depends on the context and on
 * target[0 … d−1] only. Every hidden unit has a degree k, the number of leading target values it may see.
 * Degrees start at 0, so that the first output group still sees the context, and are sorted, so that the
 * masks are block-triangular: engines then skip the zero blocks and invert the network in one sweep.
 */
import { assertCount } from "@retrodict/check";
import type { DenseLayer, GraphBuilder } from "@retrodict/tensor";

export interface MadeShape {
  readonly targetDim: number;
  readonly contextDim: number;
  /** Units of every hidden layer. */
  readonly hidden: number;
  /** Residual blocks `h + tanh(W h + b)` after the first layer. */
  readonly blocks: number;
  /** Outputs per target dimension, side by side. */
  readonly outputs: number;
}

/** Degrees of `hidden` units, ascending, 0 … targetDim − 1 in shares as equal as they can be. */
export function madeDegrees(targetDim: number, hidden: number): Uint32Array {
  return Uint32Array.from({ length: hidden }, (_, unit) => Math.floor((unit * targetDim) / hidden));
}

/**
 * Layers of a masked network from (context, target) to `outputs` numbers per target dimension: a linear
 * layer, residual tanh blocks, a linear layer. Reserves their weights in `builder`, in that order.
 */
export function madeLayers(builder: GraphBuilder, shape: MadeShape): readonly DenseLayer[] {
  const { targetDim, contextDim, hidden, blocks, outputs } = shape;
  assertCount(targetDim, "targetDim", "nn");
  assertCount(contextDim, "contextDim", "nn");
  assertCount(hidden, "hidden", "nn");
  assertCount(blocks, "blocks", "nn", 0);
  const degrees = madeDegrees(targetDim, hidden);
  const layer = (
    inputs: number,
    units: number,
    sees: (unit: number, input: number) => boolean,
    kind: Pick<DenseLayer, "activation" | "residual">,
  ): DenseLayer => ({
    weights: builder.weights(inputs, units, maskOf(inputs, units, sees)),
    ...kind,
  });
  const linear = { activation: "none", residual: false } as const;
  const block = { activation: "tanh", residual: true } as const;
  return [
    layer(
      contextDim + targetDim,
      hidden,
      (unit, input) => input < contextDim + degrees[unit],
      linear,
    ),
    ...Array.from({ length: blocks }, () =>
      layer(hidden, hidden, (unit, input) => degrees[input] <= degrees[unit], block),
    ),
    layer(
      hidden,
      outputs * targetDim,
      (unit, input) => degrees[input] <= Math.floor(unit / outputs),
      linear,
    ),
  ];
}

function maskOf(
  inputs: number,
  units: number,
  sees: (unit: number, input: number) => boolean,
): Uint8Array {
  return Uint8Array.from({ length: units * inputs }, (_, i) =>
    Number(sees(Math.floor(i / inputs), i % inputs)),
  );
}
