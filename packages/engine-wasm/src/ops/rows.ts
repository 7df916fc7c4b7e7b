import { addFlag, type Compilation, type Step, type WasmOp } from "./compilation.ts";

export const concat: WasmOp<"concat"> = {
  forward({ inputs }, id, compilation) {
    const { kernels, stride } = compilation;
    const steps = partsOf(inputs, compilation).map<Step>(({ input, start, rows }) => {
      const from = compilation.value(input);
      const to = compilation.value(id) + start * stride;
      return (batch) => kernels.moveRows(batch, stride, rows, from, to, 0);
    });
    return inTurn(steps);
  },
  backward({ inputs }, { id, contributions }, compilation) {
    const { kernels, stride } = compilation;
    const steps = partsOf(inputs, compilation).flatMap<Step>(({ input, start, rows }, i) => {
      if (contributions[i] === undefined) return [];
      const from = compilation.gradient(id) + start * stride;
      const to = compilation.gradient(input);
      const add = addFlag(contributions[i]);
      return (batch) => kernels.moveRows(batch, stride, rows, from, to, add);
    });
    return inTurn(steps);
  },
};

export const gather: WasmOp<"gather"> = {
  forward({ input, indices }, id, compilation) {
    const { kernels, stride } = compilation;
    const table = compilation.constants(Int32Array.from(indices));
    const from = compilation.value(input);
    const to = compilation.value(id);
    return (batch) => kernels.gatherRows(batch, stride, indices.length, table, from, to);
  },
  backward({ input, indices }, { id, contributions: [contribution] }, compilation) {
    const { kernels, stride } = compilation;
    const table = compilation.constants(Int32Array.from(indices));
    const from = compilation.gradient(id);
    const to = compilation.gradient(input);
    const features = compilation.features(input);
    return (batch) => {
      if (contribution === "write") kernels.clearRows(batch, stride, features, to);
      kernels.scatterRows(batch, stride, indices.length, table, from, to);
    };
  },
};

interface Part {
  readonly input: number;
  readonly start: number;
  readonly rows: number;
}

function partsOf(inputs: readonly number[], compilation: Compilation): readonly Part[] {
  let start = 0;
  return inputs.map((input) => {
    const rows = compilation.features(input);
    start += rows;
    return { input, start: start - rows, rows };
  });
}

function inTurn(steps: readonly Step[]): Step {
  return (batch) => {
    for (const step of steps) step(batch);
  };
}
