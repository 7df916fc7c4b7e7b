export { classifier, classifierFromConfig, type ClassifierOptions } from "./classifier.ts";
export type { ClassifierConfig, ClassifierNet } from "./config.ts";
