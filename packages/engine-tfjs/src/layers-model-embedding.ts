/** A TensorFlow.js layers model as an embedding net, with its weights as one flat vector. */
import { assert } from "@retrodict/check";
import type { EstimatorConfig, Rng } from "@retrodict/spec";
import type { CompileOptions, Program } from "@retrodict/tensor";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { runOn, startBackend, type TfjsBackend } from "./backends.ts";
import { flatWeights, modelFunction, modelShape, modelSignature } from "./model-function.ts";
import { program } from "./program.ts";

const SOURCE = "engine-tfjs";
const KIND = "tfjs-layers-model";

/** Where TensorFlow.js computes; `"cpu"` by default. */
export interface LayersModelEmbeddingOptions {
  readonly backend?: TfjsBackend;
}

/** An embedding net as `@retrodict/nn` learns it jointly with an estimator. */
export interface LayersModelEmbedding {
  /** Numbers of one row that goes in, the model's input shape row-major; and of one that comes out. */
  readonly inputDim: number;
  readonly outputDim: number;
  readonly config: EstimatorConfig;
  readonly paramCount: number;
  /** The weights that the model had when it was wrapped: pretrained, or drawn by its own initializers. */
  init(rng: Rng): Float32Array;
  compile(options: CompileOptions): Program;
}

/**
 * Wraps a model of one input and one output, each of known shape. It runs in inference mode (dropout off,
 * batch normalisation with its stored statistics); weights that are not trainable have no gradient. The
 * model's variables are scratch space from now on. Rejects with `RetrodictError` ("shape") for other
 * models, ("argument") where the backend does not start.
 */
export async function layersModelEmbedding(
  model: LayersModel,
  options: LayersModelEmbeddingOptions = {},
): Promise<LayersModelEmbedding> {
  const shape = modelShape(model);
  const registered = await startBackend(options.backend ?? "cpu");
  const initial = runOn(registered, () => flatWeights(model));
  const signature = modelSignature(shape, initial.length);
  return Object.freeze<LayersModelEmbedding>({
    inputDim: shape.inputDim,
    outputDim: shape.outputDim,
    config: Object.freeze({ kind: KIND, topology: model.toJSON(undefined, false) }),
    paramCount: initial.length,
    init: () => initial.slice(),
    compile: (compileOptions) =>
      program(
        { graph: signature, registered, ...modelFunction(model, shape, compileOptions) },
        compileOptions,
      ),
  });
}

/** The embedding whose `config` this is, with weights newly drawn by the model's initializers. */
export async function layersModelEmbeddingFromConfig(
  config: EstimatorConfig,
  options: LayersModelEmbeddingOptions = {},
): Promise<LayersModelEmbedding> {
  const { kind, topology } = config;
  assert(
    kind === KIND && typeof topology === "object" && topology !== null,
    "argument",
    SOURCE,
    () =>
      `expected a configuration of kind "${KIND}", got "${kind}"; pass that of such an embedding`,
  );
  await startBackend(options.backend ?? "cpu");
  const { loadLayersModel } = await import("@tensorflow/tfjs-layers");
  const model = await loadLayersModel(tf.io.fromMemory({ modelTopology: topology }));
  return layersModelEmbedding(model, options);
}
