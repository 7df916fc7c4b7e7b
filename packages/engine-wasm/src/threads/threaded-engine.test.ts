import { stream } from "@retrodict/random";
import { referenceEngine, type Program } from "@retrodict/tensor";
import { disagreement, gradientProblem, opCases, randomGraph } from "@retrodict/tensor/testing";
import { afterAll, describe, expect, test } from "vitest";
import { threadedEngine } from "../threads.ts";
import { wasmEngine } from "../wasm-engine.ts";

const engines = [1, 2, 3].map((threads) => threadedEngine({ threads, kernels: "baseline" }));
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

describe.each(engines)("$name", (engine) => {
  test.each([1, 2, 5, 33])("agrees with the reference on %i rows", (rows) => {
    for (const [i, { build }] of opCases.entries()) {
      if (i % 7 !== 0) continue;
      const { uniform } = stream("case").fork(i);
      const graph = build({ features: 5, outputs: 3, shared: true }, uniform);
      const problem = gradientProblem(graph, rows, uniform);
      expect(disagreement(engine, graph, problem, { sums: 10 + rows, uniform })).toBeLessThan(1);
    }
  });

  test("agrees with the reference on whole graphs", () => {
    for (let seed = 0; seed < 6; seed++) {
      const { uniform } = stream("graph").fork(seed);
      const graph = randomGraph(12, uniform);
      const problem = gradientProblem(graph, 7, uniform);
      expect(disagreement(engine, graph, problem, { sums: 1000, uniform })).toBeLessThan(1);
    }
  });
});

const { uniform } = stream("training");
const network = opCases[1].build({ features: 13, outputs: 7, shared: true }, uniform);
const problem = gradientProblem(network, 40, uniform);

function train(program: Program): Float32Array {
  program.setParams(problem.params);
  for (let step = 0; step < 20; step++) {
    program.forward(problem.inputs);
    program.backward(problem.cotangents);
    program.adamStep({ learningRate: 1e-2, gradientScale: 0.5, penalty: 0.01, epsilon: 1e-3 });
  }
  return program.params();
}

const options = { rows: 40, gradients: true } as const;

describe("training on threads", () => {
  test("gives the same bits again, for the same number of threads", () => {
    for (const engine of engines) {
      const first = train(engine.compile(network, options));
      expect(train(engine.compile(network, options))).toEqual(first);
    }
  });

  test("on one thread is training without threads; on more it rounds otherwise", () => {
    const single = train(wasmEngine({ kernels: "baseline" }).compile(network, options));
    expect(train(engines[0].compile(network, options))).toEqual(single);
    const exact = train(referenceEngine().compile(network, options));
    for (const engine of engines) {
      train(engine.compile(network, options)).forEach((w, i) => expect(w).toBeCloseTo(exact[i], 4));
    }
  });

  test("outputs are those of one thread, bit by bit", () => {
    const expected = wasmEngine({ kernels: "baseline" }).compile(network, options);
    expected.setParams(problem.params);
    const program = engines[2].compile(network, options);
    program.setParams(problem.params);
    program.forward(problem.inputs).forEach(({ data }, i) => {
      expect([...data]).toEqual([...expected.forward(problem.inputs)[i].data]);
    });
  });
});

test("a closed engine says so", async () => {
  const engine = threadedEngine({ threads: 2 });
  const program = engine.compile(network, options);
  await engine.close();
  await engine.close();
  expect(() => program.forward(problem.inputs)).toThrow("expected an open engine");
});

test("refuses a number of threads that makes no sense", () => {
  expect(() => threadedEngine({ threads: 0 })).toThrow("threads");
});
