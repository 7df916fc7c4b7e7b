import type { EstimatorConfig, Matrix, Rng } from "@retrodict/spec";
import type { CompileOptions, Engine, Program } from "@retrodict/tensor";

/** A network that turns a row of data into the context of an estimator, learned jointly with it. */
export interface Embedding {
  readonly inputDim: number;
  readonly outputDim: number;
  /** JSON that rebuilds the architecture. */
  readonly config: EstimatorConfig;
  readonly paramCount: number;
  init(rng: Rng): Float32Array;
  /**
   * Present where parts of a row may be absent, which is NaN: gives what the program is fed, the `inputDim`
   * columns with 0 for what is absent, then columns that say what is. Throws `RetrodictError` ("data") for rows it
   * cannot read. Without it rows must be finite, and are fed as they are.
   */
  prepare?(data: Matrix): Matrix;
  /** A program with one input, a row of data as prepared, and one output, `outputDim` features. */
  compile(options: CompileOptions): Program;
}

/** Builds an embedding of rows of `inputDim` values on an engine. */
export type EmbeddingFactory = (inputDim: number, engine: Engine) => Embedding;
