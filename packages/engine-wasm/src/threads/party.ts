/**
 * One thread's part of a program: an ordinary program for its share of the rows. Weights never travel, since every
 * party sums the same gradients in the same order and so takes the same steps.
 */
import type { Matrix } from "@retrodict/spec";
import type { Program } from "@retrodict/tensor";
import { compileGraph, type Executable } from "../compile.ts";
import { program } from "../program.ts";
import type { SharedProgram } from "./shared-program.ts";

export const COMMANDS = ["compile", "setParams", "forward", "backward", "step"] as const;
export type Command = (typeof COMMANDS)[number];

export interface Party {
  /** Does its part of a command for a batch of `rows` rows, of all parties together. */
  run(command: Exclude<Command, "compile">, rows: number): void;
  /** Puts the sum of all parties' gradients where this party's own was. */
  reduce(): void;
  readonly program: Program;
}

/** The executable and the program of one party; the first of them is also what tells the packed length. */
export function compileParty(
  shared: Pick<SharedProgram, "graph" | "options" | "build" | "parties">,
): { readonly executable: Executable; readonly program: Program } {
  const options = { ...shared.options, rows: Math.ceil(shared.options.rows / shared.parties) };
  const executable = compileGraph(shared.graph, options, shared.build);
  return { executable, program: program(shared.graph, options, executable) };
}

export function party(
  index: number,
  shared: SharedProgram,
  { executable, program: own }: ReturnType<typeof compileParty>,
): Party {
  const { graph, parties } = shared;
  const packed = packedGradient(executable);

  function share(rows: number) {
    const from = Math.floor((index * rows) / parties);
    return { from, rows: Math.floor(((index + 1) * rows) / parties) - from };
  }
  const slices = (of: readonly Float64Array[], ids: readonly number[], rows: number): Matrix[] => {
    const { from, rows: own } = share(rows);
    return of.map((data, i) => {
      const { features: cols } = graph.nodes[ids[i]];
      return { rows: own, cols, data: data.subarray(from * cols, (from + own) * cols) };
    });
  };
  function reduce(): void {
    packed.set(shared.gradients[0]);
    for (const gradient of shared.gradients.slice(1)) {
      for (let i = 0; i < packed.length; i++) packed[i] += gradient[i];
    }
  }
  const commands = {
    setParams: () => own.setParams(shared.params),
    forward(rows: number) {
      if (share(rows).rows === 0) return;
      const results = own.forward(slices(shared.inputs, graph.inputs, rows));
      slices(shared.outputs, graph.outputs, rows).forEach(({ data }, i) =>
        data.set(results[i].data),
      );
    },
    backward(rows: number) {
      if (share(rows).rows === 0) {
        shared.gradients[index].fill(0);
        return;
      }
      own.backward(slices(shared.cotangents, graph.outputs, rows));
      shared.gradients[index].set(packed);
      slices(shared.inputGradients, graph.inputs, rows).forEach(({ data }, i) =>
        data.set(own.inputGradient(i).data),
      );
    },
    step() {
      const [learningRate, gradientScale, penalty, epsilon] = shared.update;
      own.adamStep({ learningRate, gradientScale, penalty, epsilon });
    },
  };
  return Object.freeze<Party>({
    run: (command, rows) => commands[command](rows),
    reduce,
    program: own,
  });
}

/** A view of the packed gradient in the program's own memory. */
function packedGradient({ floats, params }: Executable): Float32Array {
  const start = params.gradient / Float32Array.BYTES_PER_ELEMENT;
  return floats.subarray(start, start + packedLength(params));
}

/** Entries of a packed gradient. */
export function packedLength({ bytes }: Executable["params"]): number {
  return bytes / Float32Array.BYTES_PER_ELEMENT;
}
