import type { EstimatorConfig, Rng } from "@retrodict/spec";
import type { CompileOptions, Program } from "@retrodict/tensor";

/** A network that turns a row of data into the context of an estimator, learned jointly with it. */
export interface Embedding {
  readonly inputDim: number;
  readonly outputDim: number;
  /** JSON that rebuilds the architecture. */
  readonly config: EstimatorConfig;
  readonly paramCount: number;
  init(rng: Rng): Float32Array;
  /** A program with one input, `inputDim` features, and one output, `outputDim` features. */
  compile(options: CompileOptions): Program;
}
