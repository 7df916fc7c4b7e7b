import { assert } from "@retrodict/check";
import { fromRows } from "@retrodict/matrix";
import type { DifferentiableDistribution, Distribution, DistributionConfig } from "@retrodict/spec";
import { gaussianMixtureFromConfig } from "./gaussian-mixture.ts";
import { independent } from "./independent.ts";
import { logNormalLaw, logUniformLaw, normalLaw, uniformLaw, type Law } from "./law.ts";
import { multivariateNormal } from "./multivariate-normal.ts";
import { product } from "./product.ts";

/** Makes something of a config of its kind; `name` is what an error calls it. */
type Maker<T> = (config: DistributionConfig, name: string) => T;

const distributions: Readonly<Record<string, Maker<DifferentiableDistribution>>> = {
  product: (config, name) =>
    product(
      list(config.laws, `laws of ${name}`).map((law, j) => make(laws, law, `dimension ${j}`)),
    ),
  independent: ({ parts }, name) =>
    independent(
      ...list(parts, `parts of ${name}`).map((part, i) => make(distributions, part, `part ${i}`)),
    ),
  multivariateNormal: ({ mean, covariance }, name) =>
    multivariateNormal(
      numbers(mean, `mean of ${name}`),
      fromRows(
        list(covariance, `covariance of ${name}`).map((row, j) =>
          numbers(row, `row ${j} of the covariance of ${name}`),
        ),
      ),
    ),
  gaussianMixture: (config) => gaussianMixtureFromConfig(config),
};

const laws: Readonly<Record<string, Maker<Law>>> = {
  uniform: ({ lower, upper }, name) => uniformLaw(number(lower, name), number(upper, name), name),
  logUniform: ({ lower, upper }, name) =>
    logUniformLaw(number(lower, name), number(upper, name), name),
  normal: ({ mean, std }, name) => normalLaw(number(mean, name), number(std, name), name),
  logNormal: ({ mu, sigma }, name) => logNormalLaw(number(mu, name), number(sigma, name), name),
};

/**
 * The distribution of this package whose `config` this is: the same densities and draws, to the last bit. Throws on
 * a kind that is not known and on a config that makes no sense.
 */
export function distributionFromConfig(config: DistributionConfig): DifferentiableDistribution {
  return make(distributions, config, "the distribution");
}

/**
 * Whether the density is known to be positive wherever its support is, but for edges: true of the distributions of this
 * package, of which only those without a `config` may have been cut by code.
 */
export const fillsSupport = ({ config }: Distribution): boolean =>
  config !== undefined && Object.hasOwn(distributions, config.kind);

function make<T>(makers: Readonly<Record<string, Maker<T>>>, config: unknown, name: string): T {
  const kind = isObject(config) ? config.kind : undefined;
  assert(
    isObject(config) && typeof kind === "string" && Object.hasOwn(makers, kind),
    "argument",
    "distributions",
    () =>
      `expected the config of ${name} to be of kind ${Object.keys(makers).join(", ")}, got ${JSON.stringify(kind)}; build it by hand`,
  );
  return makers[config.kind](config, name);
}

const isObject = (value: unknown): value is DistributionConfig =>
  typeof value === "object" && value !== null;

function list(values: unknown, name: string): readonly unknown[] {
  assert(
    Array.isArray(values) && values.length > 0,
    "argument",
    "distributions",
    () => `expected the ${name} to be a list, got ${JSON.stringify(values)}; save it again`,
  );
  return values;
}

const numbers = (values: unknown, name: string): number[] =>
  list(values, name).map((value, i) => number(value, `${name} at ${i}`));

function number(value: unknown, name: string): number {
  assert(
    typeof value === "number",
    "argument",
    "distributions",
    () => `expected numbers for ${name}, got ${JSON.stringify(value)}; save it again`,
  );
  return value;
}
