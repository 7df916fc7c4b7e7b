import type { Distribution, DistributionConfig } from "@retrodict/spec";

/**
 * The frozen distribution with its config. A wrapper made by spreading has another density, so the property is
 * not enumerable and stays behind.
 */
export function configured<D extends Distribution>(
  distribution: D,
  config: DistributionConfig | undefined,
): D {
  return config === undefined
    ? Object.freeze(distribution)
    : Object.freeze(
        Object.defineProperty(distribution, "config", { value: Object.freeze(config) }),
      );
}
