export { expectedInformation, type ExpectedInformationOptions } from "./expected-information.ts";
export {
  experimentSequence,
  type Assess,
  type ExperimentSequenceOptions,
  type ExperimentStep,
} from "./experiment-sequence.ts";
export type { AlgorithmUnder } from "./learn-experiment.ts";
export { nestedMonteCarlo, type NestedMonteCarloOptions } from "./nested-monte-carlo.ts";
export type {
  Assessment,
  AssessOptions,
  Belief,
  DesignVerdict,
  Estimate,
  ExpectedInformation,
  Experiment,
  Phase,
  TractableExperiment,
} from "./types.ts";
