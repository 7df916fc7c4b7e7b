import { maf, mafFromConfig } from "@retrodict/maf";
import { mdn, mdnFromConfig } from "@retrodict/mdn";
import { nsf, nsfFromConfig } from "@retrodict/nsf";

/** The networks one can choose, by name. */
export const estimators = { maf, nsf, mdn };

/** What rebuilds a network from a saved configuration, by its kind. */
export const estimatorsFromConfig = { maf: mafFromConfig, nsf: nsfFromConfig, mdn: mdnFromConfig };
