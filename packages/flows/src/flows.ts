import { ensemble, ensembleFromConfig } from "@retrodict/ensemble";
import { maf, mafFromConfig } from "@retrodict/maf";
import { nsf, nsfFromConfig } from "@retrodict/nsf";
import type {
  ConditionalDensityEstimator,
  EstimatorConfig,
  EstimatorFactory,
} from "@retrodict/spec";
import { standardNormal, standardNormalFromConfig } from "./standard-normal.ts";

/**
 * The density estimator for problems of any shape: a neural spline flow, which bends to modes and edges, and a masked
 * autoregressive flow, which needs fewer simulations where densities are smooth, with the shares that held-out
 * simulations tell. The standard normal they both start from has the share, often of a few thousandths, that makes up
 * for what they are too sure of.
 */
export const flows = (): EstimatorFactory<ConditionalDensityEstimator> =>
  ensemble([nsf({ bins: 5 }), maf(), standardNormal]);

/** The ensemble of such flows whose `config` this is. */
export const flowsFromConfig = (config: EstimatorConfig): ConditionalDensityEstimator =>
  ensembleFromConfig(config, {
    nsf: nsfFromConfig,
    maf: mafFromConfig,
    "standard-normal": standardNormalFromConfig,
  });
