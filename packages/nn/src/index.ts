export { adam, type Adam } from "./adam.ts";
export {
  causalConvolution,
  type CausalConvolutionOptions,
} from "./embedding/causal-convolution.ts";
export { convolution1d, type Convolution1dOptions } from "./embedding/convolution-1d.ts";
export { denseEmbedding, type DenseEmbeddingOptions } from "./embedding/dense.ts";
export { embedded, type Embedded, type EmbeddedConfig } from "./embedding/embedded.ts";
export { embeddedFromConfig } from "./embedding/embedded-from-config.ts";
export { embeddingFromConfig } from "./embedding/embedding-from-config.ts";
export {
  permutationInvariant,
  type PermutationInvariantOptions,
} from "./embedding/permutation-invariant.ts";
export type { Embedding, EmbeddingFactory } from "./embedding/types.ts";
export { withEmbedding } from "./embedding/with-embedding.ts";
export { chunkedProgram, type ChunkedProgram } from "./estimator/chunked-program.ts";
export {
  graphEstimator,
  type GraphEstimator,
  type GraphEstimatorDesign,
} from "./estimator/graph-estimator.ts";
export { couplingLayer } from "./flow/coupling-layer.ts";
export { flowEstimator, type FlowEstimatorDesign } from "./flow/flow-estimator.ts";
export { densityGraph, flowStep, inverseGraph } from "./flow/flow-graphs.ts";
export { identityParams } from "./flow/identity.ts";
export { autoregressiveLayer, luLayer, permutationLayer } from "./flow/layers.ts";
export type { Conditioner, FlowDesign, FlowLayer, FlowStep } from "./flow/types.ts";
export { trainedSoFar } from "./failure.ts";
export { finiteRows, type FiniteRows } from "./finite-rows.ts";
export { initConstant, initDense } from "./init-dense.ts";
export { madeDegrees, madeLayers, type MadeShape } from "./made.ts";
export { logMixture } from "./log-mixture.ts";
export { trainMembers, type MemberJob } from "./members.ts";
export { normalScores, scoreColumns, type NormalScores } from "./normal-scores.ts";
export { pacer, pause } from "./pause.ts";
export { trainingSession } from "./session.ts";
export {
  logDetStandardize,
  standardization,
  standardize,
  unstandardize,
  type Standardization,
} from "./standardization.ts";
export { train, trainOne } from "./train.ts";
