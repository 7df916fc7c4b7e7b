/*
 * The Gaussian that a prior is, full correlations included, read from its config: where an estimate is corrected by
 * formula the prior must be Gaussian, or uniform, which is a factor of 1.
 */
import { assert } from "@retrodict/check";
import {
  gaussianMixture,
  gaussianMixtureFromConfig,
  type GaussianMixture,
} from "@retrodict/distributions";
import { fromRows, matrix } from "@retrodict/matrix";
import type { Distribution, DistributionConfig } from "@retrodict/spec";

/** A Gaussian of one component, or constant within the prior's support. */
export type GaussianForm = GaussianMixture | "uniform";

/** Throws an `argument` error on a prior that is neither Gaussian nor uniform, or has no config that says so. */
export function gaussianForm(prior: Distribution): GaussianForm {
  const form = prior.config && formOf(prior.config);
  assert(
    form !== undefined,
    "argument",
    "snpe",
    () =>
      `expected a prior that is Gaussian or uniform in all parameters, got ${JSON.stringify(prior.config?.kind) ?? "one without config"}; use box, normal or multivariateNormal, or another algorithm such as snpeC`,
  );
  return form;
}

function formOf(config: DistributionConfig): GaussianForm | undefined {
  if (config.kind === "product") return ofLaws(config.laws as readonly DistributionConfig[]);
  if (config.kind === "independent") {
    return joined((config.parts as readonly DistributionConfig[]).map(formOf));
  }
  if (config.kind === "multivariateNormal") return multivariate(config);
  if (config.kind !== "gaussianMixture") return undefined;
  const mixture = gaussianMixtureFromConfig(config);
  return mixture.components === 1 ? mixture : undefined;
}

function ofLaws(laws: readonly DistributionConfig[]): GaussianForm | undefined {
  if (laws.every(({ kind }) => kind === "uniform")) return "uniform";
  if (!laws.every(({ kind }) => kind === "normal")) return undefined;
  return joined(
    laws.map(({ mean, std }) =>
      gaussianMixture({
        weights: [1],
        means: fromRows([[mean as number]]),
        factors: [fromRows([[1 / (std as number)]])],
      }),
    ),
  );
}

function multivariate(config: DistributionConfig): GaussianMixture {
  const { mean, covariance } = config as unknown as {
    readonly mean: readonly number[];
    readonly covariance: readonly (readonly number[])[];
  };
  return gaussianMixture({
    weights: [1],
    means: fromRows([[...mean]]),
    covariances: [fromRows(covariance.map((values) => Float64Array.from(values)))],
  });
}

/** Independent parts side by side; undefined where they are of different forms. */
function joined(parts: readonly (GaussianForm | undefined)[]): GaussianForm | undefined {
  if (parts.every((part) => part === "uniform")) return "uniform";
  if (!parts.every((part) => typeof part === "object")) return undefined;
  const dim = parts.reduce((sum, part) => sum + part.dim, 0);
  const factor = matrix(dim, dim);
  let from = 0;
  for (const part of parts) {
    const [own] = part.factors;
    own.data.forEach((value, at) => {
      factor.data[(from + Math.floor(at / part.dim)) * dim + from + (at % part.dim)] = value;
    });
    from += part.dim;
  }
  return gaussianMixture({
    weights: [1],
    means: matrix(1, dim, Float64Array.from(parts.flatMap((part) => [...part.means.data]))),
    factors: [factor],
  });
}
