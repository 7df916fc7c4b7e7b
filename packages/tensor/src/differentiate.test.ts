import { describe, expect, test } from "vitest";
import { differentiate } from "./differentiate.ts";
import { graph } from "./graph.ts";
import { planMemory } from "./memory-plan.ts";
import type { Graph } from "./types.ts";

/** Nodes: 0 input c, 1 input x, 2 dense(x), 3 concat(c, 2), 4 tanh(3), 5 dense(2) unused, 6 sum(4). */
function example(): Graph {
  const g = graph();
  const c = g.input("c", 2);
  const x = g.input("x", 3);
  const layer = { weights: g.weights(3, 3), activation: "tanh", residual: true } as const;
  const h = g.dense(x, layer);
  const y = g.unary("tanh", g.concat(c, h));
  g.dense(h, layer);
  return g.build([g.sum(y), h]);
}

function chain(): Graph {
  const g = graph();
  let h = g.input("x", 3);
  for (let i = 0; i < 4; i++) h = g.unary("tanh", h);
  return g.build([h]);
}

describe("differentiate", () => {
  test("reaches the weights, and the inputs only where asked", () => {
    const { needed, steps } = differentiate(example(), false);
    expect(needed.map((range) => range !== undefined)).toEqual([
      false,
      false,
      true,
      true,
      true,
      false,
      true,
    ]);
    expect(steps.map(({ id }) => id)).toEqual([6, 4, 3, 2]);
    const withInputs = differentiate(example(), true);
    expect(withInputs.steps.map(({ id }) => id)).toEqual([6, 4, 3, 2, 1, 0]);
  });

  test("leaves out the features of a concatenation that need no gradient", () => {
    expect(differentiate(example(), false).needed[3]).toEqual({ from: 2, to: 5 });
    expect(differentiate(example(), true).needed[3]).toEqual({ from: 0, to: 5 });
  });

  test("writes the first contribution and adds the others, seeds first", () => {
    const { seeds, steps, completedBy } = differentiate(example(), false);
    expect(seeds).toEqual(["write", "write"]);
    expect(steps.find(({ id }) => id === 3)!.contributions).toEqual([undefined, "add"]);
    expect([completedBy[2], completedBy[6]]).toEqual([3, undefined]);
  });
});

describe("planMemory", () => {
  test("two buffers serve a chain of any length, each of a multiple of 4 rows", () => {
    const { rowCount, nodes } = planMemory(chain());
    expect(rowCount).toBe(8);
    expect(nodes.map(({ value }) => value)).toEqual([0, 4, 0, 4, 0]);
  });

  test("with gradients every value is kept, and gradients take turns", () => {
    const { rowCount, nodes } = planMemory(chain(), differentiate(chain(), true));
    expect(new Set(nodes.map(({ value }) => value)).size).toBe(5);
    expect(rowCount).toBe(20 + 8);
  });
});
