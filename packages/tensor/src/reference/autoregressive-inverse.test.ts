import { stream } from "@retrodict/random";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { autoregressiveCase, gradientProblem } from "../testing/index.ts";
import { referenceEngine } from "./reference-engine.ts";

test("the inverse of the flow gives back what went in", () => {
  const shapes = fc.record({
    dim: fc.constantFrom(1, 3, 5),
    context: fc.constantFrom(1, 3),
    hidden: fc.constantFrom(1, 7),
    depth: fc.constantFrom(1, 3),
    activation: fc.constantFrom("tanh" as const, "relu" as const),
    sorted: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.nat(), shapes, (seed, sizes) => {
      const { uniform } = stream(seed);
      const { forward, inverse } = autoregressiveCase(sizes, uniform);
      const { params, inputs } = gradientProblem(forward, 5, uniform);
      const [x, context] = inputs;
      const flow = referenceEngine().compile(forward, { rows: 5 });
      const back = referenceEngine().compile(inverse, { rows: 5 });
      flow.setParams(params);
      back.setParams(params);
      const { data } = flow.forward([x, context])[0];
      const z = data.filter((_, i) => i % (sizes.dim + 1) < sizes.dim);
      const solved = back.forward([{ rows: 5, cols: sizes.dim, data: z }, context])[0];
      solved.data.forEach((value, i) => expect(value).toBeCloseTo(x.data[i], 9));
    }),
    { seed: 1, numRuns: 30 },
  );
});
