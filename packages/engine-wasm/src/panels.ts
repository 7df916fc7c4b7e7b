/**
 * Weights as the kernels read them: panels of four outputs, each four biases followed by four weights
 * per input, for only as many leading inputs as the panel's outputs see. In a network whose units are
 * sorted by degree the weights left out are the zeros of its masks.
 */
import type { DenseWeights } from "@retrodict/tensor";

/** Outputs of a panel, and inputs that the input gradient takes together. */
const TILE = 4;
/** Inputs that the weight gradient takes together. */
const PAIR = 2;
const FLOAT_BYTES = 4;

export interface Panels {
  readonly count: number;
  /** Number of leading inputs of each panel: even, and never decreasing. Weights of 0 fill the last tile. */
  readonly inputs: readonly number[];
  /** Where each panel starts, in floats. */
  readonly starts: readonly number[];
  /** Length of all panels, in floats. */
  readonly length: number;
}

/** How the weights of one layer are packed. */
export function panelsOf(weights: DenseWeights): Panels {
  const count = Math.ceil(weights.outputs / TILE);
  const inputs: number[] = [];
  const starts: number[] = [];
  let length = 0;
  for (let panel = 0; panel < count; panel++) {
    let seen = inputs.at(-1) ?? 0;
    for (
      let output = panel * TILE;
      output < Math.min((panel + 1) * TILE, weights.outputs);
      output++
    ) {
      seen = Math.max(seen, inputsSeen(weights, output));
    }
    inputs.push(Math.ceil(seen / PAIR) * PAIR);
    starts.push(length);
    length += TILE * (1 + Math.ceil(seen / TILE) * TILE);
  }
  return { count, inputs, starts, length };
}

/** One more than the last input that `output` has a weight for. */
export function inputsSeen({ inputs, mask }: DenseWeights, output: number): number {
  if (mask === undefined) return inputs;
  return (
    mask.subarray(output * inputs, (output + 1) * inputs).findLastIndex((bit) => bit !== 0) + 1
  );
}

/** Position of an output's bias, in floats; its weights follow, one every four floats. */
export function biasIndex({ starts }: Panels, output: number): number {
  return starts[Math.floor(output / TILE)] + (output % TILE);
}

/** Position of a weight, in floats. */
function weightIndex(panels: Panels, output: number, input: number): number {
  return biasIndex(panels, output) + TILE * (input + 1);
}

/** Called with the place of one weight in the flat parameter vector and its position when packed. */
export type EntryVisitor = (entry: number, position: number) => void;

/** Visits the biases and the weights that are not masked. */
export function eachDenseEntry(
  { offset, inputs, outputs, mask }: DenseWeights,
  panels: Panels,
  visit: EntryVisitor,
): void {
  for (let output = 0; output < outputs; output++) {
    visit(offset + inputs * outputs + output, biasIndex(panels, output));
    for (let input = 0; input < inputs; input++) {
      const w = output * inputs + input;
      if (mask?.[w] !== 0) visit(offset + w, weightIndex(panels, output, input));
    }
  }
}

/** Per panel its number of inputs and its byte offset, as the kernels read them. */
export function panelTable({ inputs, starts }: Panels): Int32Array {
  return Int32Array.from(inputs.flatMap((seen, panel) => [seen, starts[panel] * FLOAT_BYTES]));
}

/** Per tile of four inputs the first panel that sees it. */
export function firstPanels({ inputs, count }: Panels, inputCount: number): Int32Array {
  return Int32Array.from({ length: Math.ceil(inputCount / TILE) }, (_, tile) => {
    const first = inputs.findIndex((seen) => seen > tile * TILE);
    return first === -1 ? count : first;
  });
}
