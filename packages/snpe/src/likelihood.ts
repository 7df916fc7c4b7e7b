import { densityLoss } from "@retrodict/neural-fit";
import type { Loss } from "@retrodict/spec";
import type { TrainingData } from "./training-data.ts";

/** Maximum likelihood of all simulations alike. */
export const likelihood = ({ target, context, logDet }: TrainingData): Loss =>
  densityLoss(target, context, logDet);
