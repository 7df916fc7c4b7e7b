import { assertCount } from "@retrodict/check";
import type { Engine } from "@retrodict/tensor";
import { startBackend, type TfjsBackend } from "./backends.ts";
import { graphFunction } from "./graph-function.ts";
import { program } from "./program.ts";

export interface TfjsEngineOptions {
  /** Where TensorFlow.js computes; `"cpu"` by default. All others need their own package. */
  readonly backend?: TfjsBackend;
}

/**
 * Runs graphs on TensorFlow.js, in float32, with the gradients of its own automatic differentiation.
 * Rejects with `RetrodictError` ("argument") where the backend's package is absent or does not start.
 */
export async function tfjsEngine(options: TfjsEngineOptions = {}): Promise<Engine> {
  const { backend = "cpu" } = options;
  const registered = await startBackend(backend);
  return Object.freeze<Engine>({
    name: `tfjs-${backend}`,
    compile(graph, compileOptions) {
      assertCount(compileOptions.rows, "rows", "engine-tfjs");
      return program(
        { graph, registered, ...graphFunction(graph, compileOptions) },
        compileOptions,
      );
    },
  });
}
