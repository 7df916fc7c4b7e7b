import type { ConditionalEstimator, EstimatorConfig, EstimatorFactory } from "@retrodict/spec";

/** One promise; `run` throws `RetrodictError` where it is broken. */
export interface Check {
  readonly name: string;
  run(): void;
}

/** What is to be checked: how to make the estimator, and how to make it again from its configuration. */
export interface EstimatorSubject<E extends ConditionalEstimator = ConditionalEstimator> {
  readonly factory: EstimatorFactory<E>;
  fromConfig(config: EstimatorConfig): E;
}
