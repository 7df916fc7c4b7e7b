/** Tensors in a row: the positions of a trace, the trials of a set. */
import type { GraphBuilder, Tensor } from "@retrodict/tensor";

/** The positions of `data`, whose `channels` lie one after another: `channels` features each. */
export function positionsOf(g: GraphBuilder, data: Tensor, channels: number): Tensor[] {
  const length = data.features / channels;
  return Array.from({ length }, (_, position) =>
    g.gather(
      data,
      Array.from({ length: channels }, (_channel, channel) => channel * length + position),
    ),
  );
}

/** The sum of tensors of the same features. */
export function total(g: GraphBuilder, tensors: readonly Tensor[]): Tensor {
  return tensors.reduce((sum, tensor) => g.binary("add", sum, tensor));
}

/** The mean of tensors of the same features. */
export function mean(g: GraphBuilder, tensors: readonly Tensor[]): Tensor {
  const sum = total(g, tensors);
  const constants = (value: number) => Array.from({ length: sum.features }, () => value);
  return g.scaleShift(sum, constants(1 / tensors.length), constants(0));
}
