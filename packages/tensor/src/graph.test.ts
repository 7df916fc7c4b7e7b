import { RetrodictError } from "@retrodict/check";
import { describe, expect, test } from "vitest";
import { graph } from "./graph.ts";
import { referenceEngine } from "./reference/reference-engine.ts";

const affine = { kind: "affine", positivity: "softplus" } as const;
const linear = { activation: "none", residual: false } as const;

describe("graph", () => {
  test("lists nodes before their uses and counts parameters layer by layer", () => {
    const g = graph();
    const x = g.input("x", 2);
    const first = g.weights(2, 3);
    const second = g.weights(3, 1);
    const h = g.dense(x, { ...linear, weights: first });
    const built = g.build([g.dense(h, { ...linear, weights: second })]);
    expect(built.nodes.map(({ op }) => op)).toEqual(["input", "dense", "dense"]);
    expect([built.inputs, built.outputs]).toEqual([[0], [2]]);
    expect([first.offset, second.offset, built.paramCount]).toEqual([0, 9, 13]);
  });

  test("does not change with what the caller passed in", () => {
    const g = graph();
    const mask = Uint8Array.of(1, 0);
    const indices = [0];
    const weights = g.weights(2, 1, mask);
    const x = g.input("x", 2);
    const built = g.build([g.gather(x, indices)]);
    mask.fill(0);
    indices[0] = 1;
    expect(weights.mask).toEqual(Uint8Array.of(1, 0));
    expect(built.nodes[1]).toMatchObject({ indices: [0] });
  });

  const refusals: readonly [string, string, () => unknown][] = [
    ["no features", "features of input", () => graph().input("x", 0)],
    [
      "a mask of the wrong length",
      "mask of length 6",
      () => graph().weights(2, 3, new Uint8Array(5)),
    ],
    [
      "operands of different features",
      "the right operand to have 2 features, got 3",
      () => {
        const g = graph();
        return g.binary("add", g.input("a", 2), g.input("b", 3));
      },
    ],
    [
      "an index past the end",
      "indices from 0 to 1, got 2",
      () => {
        const g = graph();
        return g.gather(g.input("x", 2), [0, 2]);
      },
    ],
    [
      "a constant too few",
      "scale of length 2",
      () => {
        const g = graph();
        return g.scaleShift(g.input("x", 2), [1], [1, 2]);
      },
    ],
    [
      "weights of another shape",
      "weights for 2 inputs, got weights for 3",
      () => {
        const g = graph();
        return g.dense(g.input("x", 2), { ...linear, weights: g.weights(3, 1) });
      },
    ],
    [
      "weights of another graph",
      "weights reserved by this graph",
      () => {
        const g = graph();
        return g.dense(g.input("x", 2), { ...linear, weights: graph().weights(2, 1) });
      },
    ],
    [
      "a residual layer that changes the width",
      "as many outputs as inputs, got 3 of 2",
      () => {
        const g = graph();
        const layer = { ...linear, residual: true, weights: g.weights(2, 3) };
        return g.dense(g.input("x", 2), layer);
      },
    ],
    [
      "a tensor of another graph",
      "a tensor of this graph",
      () => graph().sum(graph().input("x", 2)),
    ],
    [
      "a conditioner without a pair per dimension",
      "the conditioner to have 4 features",
      () => {
        const g = graph();
        const x = g.input("x", 2);
        return g.transform(x, x, affine);
      },
    ],
    [
      "a network that sees what it is to solve for",
      "output 0 to depend on",
      () => {
        const g = graph();
        const [z, c] = [g.input("z", 1), g.input("c", 1)];
        return g.autoregressiveInverse(z, c, [{ ...linear, weights: g.weights(2, 2) }], affine);
      },
    ],
    [
      "a network with too few outputs",
      "layers ending in 2 outputs",
      () => {
        const g = graph();
        const [z, c] = [g.input("z", 1), g.input("c", 1)];
        return g.autoregressiveInverse(z, c, [{ ...linear, weights: g.weights(2, 1) }], affine);
      },
    ],
    [
      "a mixture with too few parameters",
      "the parameters to have 10 features, got 2",
      () => {
        const g = graph();
        const x = g.input("x", 2);
        return g.mixtureLogDensity(x, x, { components: 2, covariance: "diagonal", minDiagonal: 0 });
      },
    ],
    [
      "a linear map of other features",
      "linear weights of 2 features",
      () => {
        const g = graph();
        return g.luLinear(g.input("x", 2), g.luWeights(3));
      },
    ],
    [
      "a spline without an interval",
      "bound",
      () => {
        const g = graph();
        const by = {
          kind: "spline",
          positivity: "softplus",
          bins: 2,
          bound: 0,
          logitScale: 1,
        } as const;
        return g.transform(g.input("x", 1), g.input("c", 5), by);
      },
    ],
    ["no outputs", "number of outputs", () => graph().build([])],
    [
      "gradients through an inverse",
      "a differentiable graph",
      () => {
        const g = graph();
        const [z, c] = [g.input("z", 1), g.input("c", 1)];
        const weights = g.weights(2, 2, Uint8Array.of(1, 0, 1, 0));
        const built = g.build([g.autoregressiveInverse(z, c, [{ ...linear, weights }], affine)]);
        return referenceEngine().compile(built, { rows: 1, gradients: true });
      },
    ],
  ];
  test.each(refusals)("refuses %s", (_, message, action) => {
    expect(action).toThrow(RetrodictError);
    expect(action).toThrow(message);
  });
});
