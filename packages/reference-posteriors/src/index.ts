export { referencePosterior, referenceTasks, type ReferenceTask } from "./reference-posterior.ts";
