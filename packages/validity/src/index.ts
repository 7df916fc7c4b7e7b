export { restoreValidity, type RestoreOptions } from "./restore-validity.ts";
export { restrictedPrior, type RestrictedPriorOptions } from "./restricted-prior.ts";
export { loadValidity, saveValidity, type SaveValidityOptions } from "./save-validity.ts";
export type {
  SimulatedValidity,
  Validity,
  ValidityArtifact,
  ValidityNetwork,
  ValidityOptions,
} from "./types.ts";
export { validity } from "./validity.ts";
