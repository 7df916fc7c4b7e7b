export { adam, type Adam } from "./adam.ts";
export { trainedSoFar } from "./failure.ts";
export { finiteRows, type FiniteRows } from "./finite-rows.ts";
export { initDense } from "./init-dense.ts";
export { madeDegrees, madeLayers, type MadeShape } from "./made.ts";
export { normalScores, scoreColumns, type NormalScores } from "./normal-scores.ts";
export { pacer, pause } from "./pause.ts";
export { trainingSession } from "./session.ts";
export {
  logDetStandardize,
  standardization,
  standardize,
  unstandardize,
  type Standardization,
} from "./standardization.ts";
export { train } from "./train.ts";
