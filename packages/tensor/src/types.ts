import type { AdamUpdate, Matrix } from "@retrodict/spec";

/** A value of a graph: `features` numbers for every row of the batch. */
export interface Tensor {
  readonly id: number;
  readonly features: number;
}

export type Activation = "none" | "tanh" | "relu";
export type UnaryFunction =
  | "tanh"
  | "relu"
  | "sigmoid"
  | "softplus"
  | "exp"
  | "log"
  | "square"
  | "negate";
export type BinaryFunction = "add" | "subtract" | "multiply";

/**
 * Weights of one dense layer inside the flat parameter vector: from `offset`, the `outputs × inputs`
 * matrix row by row, then `outputs` biases. Where `mask` is 0 the weight is not used and has no gradient.
 */
export interface DenseWeights {
  readonly offset: number;
  readonly inputs: number;
  readonly outputs: number;
  /** `outputs × inputs`, row-major; absent for a full layer. */
  readonly mask?: Uint8Array;
}

/** `y = activation(W x + b)`, plus the layer's input if `residual`. */
export interface DenseLayer {
  readonly weights: DenseWeights;
  readonly activation: Activation;
  readonly residual: boolean;
}

/**
 * One operation. Operands are node ids; every node has `features` outputs.
 *
 * `affineFlow`: `conditioner` has 2·D features, dimension by dimension (shift b, raw scale a). With
 * s = softplus(a) + 1e-3, outputs z = s·x + b in rows 0…D−1 and Σ log s in row D (D + 1 features).
 *
 * `autoregressiveInverse`: finds the x whose affine flow, with the conditioner `layers` applied to
 * (context, x), is `latent`. The masks of `layers` must make output pair d depend on x[0…d−1] only.
 * It has no gradient.
 */
export type Node = { readonly features: number } & (
  | { readonly op: "input"; readonly name: string }
  | { readonly op: "dense"; readonly input: number; readonly layer: DenseLayer }
  | { readonly op: "concat"; readonly inputs: readonly number[] }
  | { readonly op: "gather"; readonly input: number; readonly indices: readonly number[] }
  | { readonly op: "unary"; readonly function: UnaryFunction; readonly input: number }
  | {
      readonly op: "binary";
      readonly function: BinaryFunction;
      readonly left: number;
      readonly right: number;
    }
  | {
      readonly op: "scaleShift";
      readonly input: number;
      readonly scale: readonly number[];
      readonly shift: readonly number[];
    }
  | { readonly op: "sum"; readonly input: number }
  | { readonly op: "logSumExp"; readonly input: number }
  | { readonly op: "normalLogDensity"; readonly input: number }
  | { readonly op: "affineFlow"; readonly input: number; readonly conditioner: number }
  | {
      readonly op: "autoregressiveInverse";
      readonly latent: number;
      readonly context: number;
      readonly layers: readonly DenseLayer[];
    }
);

/** A finished graph: nodes in an order in which every operand comes before its use. */
export interface Graph {
  readonly nodes: readonly Node[];
  /** Ids of the input nodes, in the order they were declared. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly paramCount: number;
}

/** Builds a graph one operation at a time; shapes are checked as they are added. */
export interface GraphBuilder {
  input(name: string, features: number): Tensor;
  /** Reserves the next stretch of the parameter vector. */
  weights(inputs: number, outputs: number, mask?: Uint8Array): DenseWeights;
  dense(input: Tensor, layer: DenseLayer): Tensor;
  concat(...inputs: readonly Tensor[]): Tensor;
  /** Picks features by index: a permutation, a slice, a repetition. */
  gather(input: Tensor, indices: readonly number[]): Tensor;
  unary(name: UnaryFunction, input: Tensor): Tensor;
  binary(name: BinaryFunction, left: Tensor, right: Tensor): Tensor;
  /** `scale ∘ x + shift` with constants, one per feature. */
  scaleShift(input: Tensor, scale: readonly number[], shift: readonly number[]): Tensor;
  /** Sum over features: one feature. */
  sum(input: Tensor): Tensor;
  logSumExp(input: Tensor): Tensor;
  /** Standard normal log-density, summed over features: one feature. */
  normalLogDensity(input: Tensor): Tensor;
  affineFlow(input: Tensor, conditioner: Tensor): Tensor;
  autoregressiveInverse(latent: Tensor, context: Tensor, layers: readonly DenseLayer[]): Tensor;
  /** Freezes the graph. */
  build(outputs: readonly Tensor[]): Graph;
}

/** Runs graphs. Values inside may be float32; the matrices going in and out are float64. */
export interface Engine {
  readonly name: string;
  /** Lays out every buffer for batches of at most `rows` rows; running allocates nothing more. */
  compile(graph: Graph, options: CompileOptions): Program;
}

export interface CompileOptions {
  readonly rows: number;
  /** Whether `backward` will be called; false unless given. */
  readonly gradients?: boolean;
  /**
   * Whether `inputGradient` will be called; as `gradients` unless given. Training needs the weights'
   * gradient alone and saves the rest with false.
   */
  readonly inputGradients?: boolean;
}

/** A compiled graph with its own weights, gradients and Adam moments. */
export interface Program {
  readonly rows: number;
  /** Sets the weights and starts Adam anew. */
  setParams(params: Float32Array): void;
  /** A copy, in the flat layout `setParams` takes. */
  params(): Float32Array;
  /** One matrix per graph input, all with the same number of rows. Results are overwritten by the next call. */
  forward(inputs: readonly Matrix[]): readonly Matrix[];
  /** Gradients of Σ cotangent · output for the batch just run; one matrix per graph output. */
  backward(cotangents: readonly Matrix[]): void;
  /** Gradient with respect to graph input `index`; overwritten by the next `backward`. */
  inputGradient(index: number): Matrix;
  /** A copy of the weights' gradient, in the flat layout. */
  paramsGradient(): Float32Array;
  /** One Adam step with the gradient of the last `backward`; returns its norm before clipping. */
  adamStep(update: AdamUpdate): number;
}
