export { errorModel, type ErrorModel, type WithErrors } from "./error-model.ts";
export { withObservationError } from "./with-observation-error.ts";
export type * from "./types.ts";
