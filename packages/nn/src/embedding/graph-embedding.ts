import type { EstimatorConfig, Matrix } from "@retrodict/spec";
import { graph, type Engine, type GraphBuilder, type Tensor } from "@retrodict/tensor";
import { layersOf, type Layers } from "./layers.ts";
import type { Embedding } from "./types.ts";

/** What makes an embedding of a graph. */
export interface GraphEmbeddingDesign {
  readonly inputDim: number;
  readonly config: EstimatorConfig;
  readonly engine: Engine;
  /** `columns` of what `prepare` gives the program. */
  readonly prepared?: { readonly columns: number; prepare(data: Matrix): Matrix };
  network(g: GraphBuilder, data: Tensor, layers: Layers): Tensor;
}

export function graphEmbedding(design: GraphEmbeddingDesign): Embedding {
  const { inputDim, config, engine, prepared } = design;
  const g = graph();
  const layers = layersOf(g);
  const output = design.network(g, g.input("data", prepared?.columns ?? inputDim), layers);
  const built = g.build([output]);
  return Object.freeze<Embedding>({
    inputDim,
    outputDim: output.features,
    config,
    paramCount: built.paramCount,
    init(rng) {
      const params = new Float32Array(built.paramCount);
      layers.init(rng, params);
      return params;
    },
    ...(prepared === undefined ? {} : { prepare: prepared.prepare }),
    compile: (options) => engine.compile(built, options),
  });
}
