export { densityEstimatorChecks } from "./density-estimator-checks.ts";
export { engineChecks } from "./engine-checks.ts";
export { estimatorChecks } from "./estimator-checks.ts";
export { pluginChecks, type PluginChecksOptions } from "./plugin-checks.ts";
export type { Check, EstimatorSubject } from "./types.ts";
