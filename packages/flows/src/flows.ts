import { ensemble, ensembleFromConfig } from "@retrodict/ensemble";
import { maf, mafFromConfig } from "@retrodict/maf";
import { nsf, nsfFromConfig } from "@retrodict/nsf";
import type {
  ConditionalDensityEstimator,
  EstimatorConfig,
  EstimatorFactory,
} from "@retrodict/spec";

/**
 * The density estimator for problems of any shape: a neural spline flow, which bends to modes and edges, and a masked
 * autoregressive flow, which needs fewer simulations where densities are smooth, with the shares that held-out
 * simulations tell.
 */
export const flows = (): EstimatorFactory<ConditionalDensityEstimator> => ensemble([nsf({ bins: 5 }), maf()]);

/** The ensemble of such flows whose `config` this is. */
export const flowsFromConfig = (config: EstimatorConfig): ConditionalDensityEstimator =>
  ensembleFromConfig(config, { nsf: nsfFromConfig, maf: mafFromConfig });
