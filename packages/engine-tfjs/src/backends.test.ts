import { graph } from "@retrodict/tensor";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import type { TfjsBackend } from "./backends.ts";
import { tfjsEngine } from "./tfjs-engine.ts";

test("a backend without its package says what to install", async () => {
  const refused = expect(tfjsEngine({ backend: "node" })).rejects;
  await refused.toThrow("install it beside this one (npm install @tensorflow/tfjs-node), on Node");
});

test.each(["webgl", "webgpu"] as const)("%s is refused where it cannot run", async (backend) => {
  await tfjsEngine();
  const refused = expect(tfjsEngine({ backend })).rejects;
  await refused.toThrow(`[engine-tfjs] expected a runtime for backend "${backend}"`);
  expect(tf.getBackend()).toBe("cpu");
});

test("a backend that does not exist is refused", async () => {
  const refused = expect(tfjsEngine({ backend: "tpu" as TfjsBackend })).rejects;
  await refused.toThrow("expected a backend of cpu, wasm, webgl, webgpu, node, got tpu");
});

test("engines on two backends take turns, and leave the active backend as it was", async () => {
  const cpu = await tfjsEngine();
  const wasm = await tfjsEngine({ backend: "wasm" });
  expect(tf.getBackend()).toBe("wasm");
  const g = graph();
  const built = g.build([g.unary("square", g.input("x", 1))]);
  for (const engine of [cpu, wasm, cpu]) {
    const program = engine.compile(built, { rows: 1, gradients: true });
    const three = { rows: 1, cols: 1, data: Float64Array.of(3) };
    expect(program.forward([three])[0].data).toEqual(Float64Array.of(9));
    expect(tf.getBackend()).toBe("wasm");
    program.backward([three]);
    expect(program.inputGradient(0).data).toEqual(Float64Array.of(18));
  }
  await tf.setBackend("cpu");
});
