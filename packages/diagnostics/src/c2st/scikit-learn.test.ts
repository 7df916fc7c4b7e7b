import { readFileSync } from "node:fs";
import { wasmEngine } from "@retrodict/engine-wasm";
import { stackRows } from "@retrodict/matrix";
import { standardization, standardize } from "@retrodict/nn";
import { stream } from "@retrodict/random";
import type { Rng } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { c2st } from "./c2st.ts";
import { glorot, perceptron } from "./perceptron.ts";
import { samplesOf, type Pair } from "./scikit-learn-pairs.test.helper.ts";
import { BATCH, trainClassifier } from "./train-classifier.ts";

interface Fixture {
  readonly losses: readonly {
    readonly pair: Pair;
    readonly epochs: number;
    readonly loss: readonly number[];
  }[];
  readonly accuracies: readonly { readonly pair: Pair; readonly accuracy: readonly number[] }[];
}

const { losses, accuracies } = JSON.parse(
  readFileSync(new URL("../fixtures/scikit-learn.json", import.meta.url), "utf8"),
) as Fixture;

/** Leaves every order as it is. */
const unshuffled: Rng = { ...stream(0), uint32: () => 0, fork: () => unshuffled };

describe("scikit-learn's classifier", () => {
  test.each(losses)(
    "has the training losses of ours, epoch by epoch: $pair",
    ({ pair, epochs, loss }) => {
      const { rows, dim } = pair;
      const [x, y] = samplesOf(pair);
      const units = standardization(x);
      const points = stackRows(standardize(x, units), standardize(y, units));
      const network = perceptron(dim);
      const run = trainClassifier(unshuffled, {
        program: wasmEngine().compile(network.graph, { rows: BATCH, gradients: true }),
        initial: glorot(stream(12), network),
        data: { points, labels: new Uint8Array(2 * rows).fill(1, rows) },
        rows: Uint32Array.from({ length: 2 * rows }, (_, i) => (i % 2) * rows + Math.floor(i / 2)),
      });
      let step = run.next();
      while (!step.done) step = run.next();
      loss.forEach((value, epoch) => expect(step.value[epoch]).toBeCloseTo(value, 6));
      // Past fifty epochs rounding has taken the two apart.
      if (epochs <= 50) expect(step.value).toHaveLength(epochs);
    },
  );

  test.each(accuracies)("is as accurate as ours: $pair", async ({ pair, accuracy }) => {
    const found = await c2st(stream(13), ...samplesOf(pair));
    const mean = accuracy.reduce((a, b) => a + b) / accuracy.length;
    const squares = accuracy.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const deviation = Math.sqrt((squares / (accuracy.length - 1)) * (1 + 1 / accuracy.length));
    expect(Math.abs(found.accuracy - mean)).toBeLessThan(3 * deviation);
  });
});
