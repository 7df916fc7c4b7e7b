import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { graph, referenceEngine } from "@retrodict/tensor";
import { describe, expect, test } from "vitest";
import { initDense, madeDegrees, madeLayers } from "./index.ts";

const shapes = [
  { targetDim: 1, contextDim: 2, hidden: 4, blocks: 1, outputs: 2 },
  { targetDim: 3, contextDim: 1, hidden: 7, blocks: 2, outputs: 2 },
  { targetDim: 5, contextDim: 2, hidden: 3, blocks: 0, outputs: 3 },
  { targetDim: 4, contextDim: 3, hidden: 12, blocks: 2, outputs: 1 },
];

describe.each(shapes)("a masked network %o", (shape) => {
  const { targetDim, contextDim, hidden, outputs } = shape;
  const g = graph();
  const input = g.input("context and target", contextDim + targetDim);
  const layers = madeLayers(g, shape);
  const built = g.build([layers.reduce((value, layer) => g.dense(value, layer), input)]);
  const params = new Float32Array(built.paramCount);
  for (const { weights } of layers) initDense(stream("made"), params, weights);
  const program = referenceEngine().compile(built, { rows: 1 });
  program.setParams(params);
  const run = (values: readonly number[]): number[] => [
    ...program.forward([matrix(1, values.length, Float64Array.from(values))])[0].data,
  ];

  test("output group d moves with the context and target[0 … d−1], and with nothing else", () => {
    const base = Array.from({ length: contextDim + targetDim }, (_, i) => 0.3 * i - 0.5);
    const before = run(base);
    for (let i = 0; i < base.length; i++) {
      const after = run(base.map((v, k) => (k === i ? v + 0.7 : v)));
      for (let o = 0; o < before.length; o++) {
        const d = Math.floor(o / outputs);
        const mayMove = i < contextDim || i - contextDim < d;
        // With fewer units than dimensions some dependence is lost; none may be gained.
        if (!mayMove) expect(after[o]).toBe(before[o]);
        else if (hidden >= targetDim) expect(after[o]).not.toBe(before[o]);
      }
    }
  });

  test("degrees are sorted, so that every unit sees a prefix", () => {
    const degrees = [...madeDegrees(targetDim, hidden)];
    expect(degrees).toEqual(degrees.toSorted((a, b) => a - b));
    expect(degrees[0]).toBe(0);
    for (const { weights } of layers) {
      for (let unit = 0; unit < weights.outputs; unit++) {
        const seen = [
          ...weights.mask!.subarray(unit * weights.inputs, (unit + 1) * weights.inputs),
        ];
        expect(seen).toEqual(seen.toSorted((a, b) => b - a));
      }
    }
  });
});

test("initial weights lie within one over the root of the inputs a unit sees", () => {
  const g = graph();
  const weights = g.weights(3, 2, Uint8Array.of(1, 0, 0, 1, 1, 1));
  const params = new Float32Array(8);
  const largest = new Float32Array(8);
  for (let i = 0; i < 400; i++) {
    initDense(stream("init").fork(i), params, weights);
    params.forEach((w, k) => (largest[k] = Math.max(largest[k], Math.abs(w))));
  }
  const bounds = [
    1,
    0,
    0,
    1 / Math.sqrt(3),
    1 / Math.sqrt(3),
    1 / Math.sqrt(3),
    1,
    1 / Math.sqrt(3),
  ];
  largest.forEach((w, k) => {
    expect(w).toBeLessThanOrEqual(bounds[k] + 1e-6);
    expect(w).toBeGreaterThanOrEqual(0.97 * bounds[k]); // missed by chance once in 10^5
  });
});
