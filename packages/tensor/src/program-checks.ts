/** What every engine's `Program` checks of its arguments, so that misuse reads the same on all of them. */
import { assert, assertCount, assertLength, assertMatrix } from "@retrodict/check";
import type { Matrix } from "@retrodict/spec";
import type { CompileOptions, Graph } from "./types.ts";

/** The batch size of `inputs`, after checking their number and shapes. */
export function checkInputs(
  graph: Graph,
  rows: number,
  inputs: readonly Matrix[],
  source: string,
): number {
  assertLength({ length: inputs.length }, graph.inputs.length, "inputs", source);
  const batch = inputs[0]?.rows ?? 0;
  assertCount(batch, "rows of the batch", source);
  assert(
    batch <= rows,
    "range",
    source,
    () =>
      `expected at most ${rows} rows, got ${batch}; compile for more rows or pass smaller batches`,
  );
  graph.inputs.forEach((id, i) => {
    const { features } = graph.nodes[id];
    assertMatrix(inputs[i], { rows: batch, cols: features }, `input ${i}`, source);
  });
  return batch;
}

/** One cotangent per graph output, of the shape of that output for the `batch` just run. */
export function checkCotangents(
  graph: Graph,
  batch: number,
  cotangents: readonly Matrix[],
  source: string,
): void {
  assertLength({ length: cotangents.length }, graph.outputs.length, "cotangents", source);
  graph.outputs.forEach((id, i) => {
    const { features } = graph.nodes[id];
    assertMatrix(cotangents[i], { rows: batch, cols: features }, `cotangent ${i}`, source);
  });
}

/** The node of graph input `index`, which must exist. */
export function checkInputIndex(graph: Graph, index: number, source: string): number {
  const id = graph.inputs[index];
  assert(
    id !== undefined,
    "range",
    source,
    () => `expected an input index, got ${index}; count from 0`,
  );
  return id;
}

/** Refuses `what` (such as "backward") unless the program was compiled with `option`. */
export function checkCompiledWith(
  compiled: boolean,
  what: string,
  option: keyof CompileOptions,
  source: string,
): void {
  assert(
    compiled,
    "argument",
    source,
    () => `expected a program compiled for ${what}, got one without; compile with ${option}: true`,
  );
}
