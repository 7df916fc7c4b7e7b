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
 * How an unbounded number r becomes a positive one: `"softplus"` is softplus(r) + 1e-3, after Durkan et al.
 * 2019; `"soft-clipped"` is exp(c(r)) with c(r) = r / (1 + |r| / ln 1000), which stays within 1e-3 and 1e3
 * (the parametrisation of the Python package zuko).
 */
export type Positivity = "softplus" | "soft-clipped";

/**
 * A monotonic function of every dimension by itself, whose parameters another network gives, dimension by
 * dimension.
 *
 * `affine`: z = s·x + b from 2 parameters (b, r), s being r made positive.
 *
 * `spline`: a rational-quadratic spline (Durkan et al. 2019) between −bound and bound, the identity outside,
 * from 3·bins − 1 parameters (bins widths, bins heights, bins − 1 slopes at the inner knots; the outer slopes
 * are 1). With `"softplus"`, widths and heights are shares 1e-3 + (1 − 1e-3·bins)·softmax(logitScale·v) of the
 * interval; with `"soft-clipped"` they are softmax(logitScale·v / (1 + 2·|v| / ln 1000)).
 */
export type Transform =
  | { readonly kind: "affine"; readonly positivity: Positivity }
  | {
      readonly kind: "spline";
      readonly positivity: Positivity;
      readonly bins: number;
      readonly bound: number;
      readonly logitScale: number;
    };

/**
 * Weights of a linear map y = L U x + b inside the flat parameter vector: from `offset`, the strictly lower
 * entries of L row by row (its diagonal is 1), the strictly upper ones of U row by row, `dim` numbers whose
 * softplus + 1e-3 is the diagonal of U, `dim` biases.
 */
export interface LuWeights {
  readonly offset: number;
  readonly dim: number;
}

/**
 * A mixture of Gaussians given by factors A of the components' precisions AᵀA. Its parameters: `components`
 * logits, then component by component the mean, the numbers whose softplus + `minDiagonal` is the diagonal
 * of A (one for `"spherical"`), and for `"full"` the strictly upper entries of A row by row.
 */
export interface Mixture {
  readonly components: number;
  readonly covariance: "full" | "diagonal" | "spherical";
  readonly minDiagonal: number;
}

/**
 * One operation. Operands are node ids; every node has `features` outputs.
 *
 * `transform`: applies `transform`, with the parameters in `conditioner`, to the D features of `input`;
 * outputs z in rows 0…D−1 and log |det dz/dx| in row D. `inverseTransform` finds x from z (D features).
 *
 * `autoregressiveInverse`: finds the x whose transform, with the parameters that `layers` make of
 * (context, x), is `latent`. The masks of `layers` must make the parameters of dimension d depend on
 * x[0…d−1] only.
 *
 * `luLinear`: y = L U x + b in rows 0…D−1 and log |det L U| in row D; `inverseLuLinear` finds x from y.
 *
 * `mixtureLogDensity`: log-density of the D features of `input` under the mixture with these `parameters`.
 *
 * The three inverses have no gradient.
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
  | {
      readonly op: "transform" | "inverseTransform";
      readonly input: number;
      readonly conditioner: number;
      readonly transform: Transform;
    }
  | {
      readonly op: "autoregressiveInverse";
      readonly latent: number;
      readonly context: number;
      readonly layers: readonly DenseLayer[];
      readonly transform: Transform;
    }
  | {
      readonly op: "luLinear" | "inverseLuLinear";
      readonly input: number;
      readonly weights: LuWeights;
    }
  | {
      readonly op: "mixtureLogDensity";
      readonly input: number;
      readonly parameters: number;
      readonly mixture: Mixture;
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
  transform(input: Tensor, conditioner: Tensor, transform: Transform): Tensor;
  inverseTransform(latent: Tensor, conditioner: Tensor, transform: Transform): Tensor;
  autoregressiveInverse(
    latent: Tensor,
    context: Tensor,
    layers: readonly DenseLayer[],
    transform: Transform,
  ): Tensor;
  /** Reserves the next stretch of the parameter vector for a linear map of `dim` features. */
  luWeights(dim: number): LuWeights;
  luLinear(input: Tensor, weights: LuWeights): Tensor;
  inverseLuLinear(latent: Tensor, weights: LuWeights): Tensor;
  mixtureLogDensity(input: Tensor, parameters: Tensor, mixture: Mixture): Tensor;
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

/** One step of Adam on the weights of a program. */
export interface WeightUpdate extends AdamUpdate {
  /**
   * λ of a penalty ½ λ Σ w² on the weights of dense layers, but not their biases, whose gradient is added to that of
   * the loss; 0 unless given.
   */
  readonly penalty?: number;
  /** Added to the root of the corrected second moment; 1e-8 unless given. */
  readonly epsilon?: number;
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
  /** Euclidean norm of the weights' gradient of the last `backward`. */
  gradientNorm(): number;
  /** Euclidean norm of the weights of dense layers, without their biases: those that a penalty is on. */
  weightNorm(): number;
  /** One Adam step with the gradient of the last `backward`. */
  adamStep(update: WeightUpdate): void;
}
