import { maf, mafFromConfig } from "@retrodict/maf";

/** The networks one can choose, by name. */
export const estimators = { maf };

/** What rebuilds a network from a saved configuration, by its kind. */
export const estimatorsFromConfig = { maf: mafFromConfig };
