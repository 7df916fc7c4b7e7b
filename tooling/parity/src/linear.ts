/** Linear layers rearranged: the same functions of differently ordered numbers. */
import type { Linear } from "./state.ts";

/** Input `i` is input `sources[i]` of `of`, or one that nothing depends on if that is undefined. */
export function withInputs(of: Linear, sources: readonly (number | undefined)[]): Linear {
  const { outputs, bias } = of;
  const inputs = sources.length;
  const weight = new Float64Array(outputs * inputs);
  const mask = new Uint8Array(outputs * inputs);
  for (let o = 0; o < outputs; o++) {
    for (const [i, source] of sources.entries()) {
      if (source === undefined) continue;
      weight[o * inputs + i] = of.weight[o * of.inputs + source];
      mask[o * inputs + i] = of.mask?.[o * of.inputs + source] ?? 1;
    }
  }
  return { inputs, outputs, weight, bias, mask };
}

/** Output `o` is output `sources[o]` of `of`. */
export function withOutputs(of: Linear, sources: readonly number[]): Linear {
  const { inputs, mask } = of;
  const rowsOf = <Row extends Float64Array | Uint8Array>(rows: Row): number[] =>
    sources.flatMap((o) => [...rows.subarray(o * inputs, (o + 1) * inputs)]);
  return {
    inputs,
    outputs: sources.length,
    weight: Float64Array.from(rowsOf(of.weight)),
    bias: Float64Array.from(sources, (o) => of.bias[o]),
    ...(mask && { mask: Uint8Array.from(rowsOf(mask)) }),
  };
}

/** The outputs of `layers`, which have the same inputs and no masks, one below the other. */
export function stacked(layers: readonly Linear[]): Linear {
  const join = (part: (layer: Linear) => Float64Array) =>
    Float64Array.from(layers.flatMap((layer) => [...part(layer)]));
  return {
    inputs: layers[0].inputs,
    outputs: layers.reduce((total, { outputs }) => total + outputs, 0),
    weight: join(({ weight }) => weight),
    bias: join(({ bias }) => bias),
  };
}

/** `y = h + of(x)` as one layer from (h, x). */
export function addedTo(of: Linear): Linear {
  const { outputs, inputs, bias } = of;
  const width = outputs + inputs;
  const weight = new Float64Array(outputs * width);
  const mask = new Uint8Array(outputs * width);
  for (let o = 0; o < outputs; o++) {
    const row = o * width;
    weight[row + o] = 1;
    mask[row + o] = 1;
    for (let i = 0; i < inputs; i++) {
      weight[row + outputs + i] = of.weight[o * inputs + i];
      mask[row + outputs + i] = of.mask?.[o * inputs + i] ?? 1;
    }
  }
  return { inputs: width, outputs, weight, bias, mask };
}

/** `y = gain ∘ x + bias`. */
export function diagonal(gain: Float64Array, bias: Float64Array): Linear {
  const n = bias.length;
  const mask = Uint8Array.from({ length: n * n }, (_, i) => Number(i % (n + 1) === 0));
  const weight = Float64Array.from(mask, (open, i) => open * gain[i % n]);
  return { inputs: n, outputs: n, weight, bias, mask };
}
