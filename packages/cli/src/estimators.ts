import { classifier, classifierFromConfig } from "@retrodict/classifier";
import { flows, flowsFromConfig } from "@retrodict/flows";
import { maf, mafFromConfig } from "@retrodict/maf";
import { mdn, mdnFromConfig } from "@retrodict/mdn";
import { nsf, nsfFromConfig } from "@retrodict/nsf";
import type { EstimatorConfig } from "@retrodict/spec";

/** The networks that give a density, by the name they have on the command line; the first is the default. */
export const densities = {
  flows: () => flows(),
  maf: () => maf(),
  nsf: () => nsf(),
  mdn: () => mdn(),
} as const;

/** The networks that give a ratio. */
export const ratios = {
  resnet: () => classifier({ net: "residual" }),
  mlp: () => classifier({ net: "plain" }),
} as const;

/** What rebuilds a density from a saved configuration, by its kind. */
export const densitiesFromConfig = {
  ensemble: flowsFromConfig,
  maf: mafFromConfig,
  nsf: nsfFromConfig,
  mdn: mdnFromConfig,
};

/** The same for a ratio. */
export const ratiosFromConfig = {
  classifier: (config: EstimatorConfig) => classifierFromConfig(config),
};
