import { assert } from "@retrodict/check";

/** The chance that a calibrated posterior passes. */
export function assertConfidence(confidence: number): void {
  assert(
    confidence > 0 && confidence < 1,
    "range",
    "diagnostics",
    () => `expected confidence between 0 and 1, got ${confidence}; 0.99 is the default`,
  );
}

/** Whether this is as rare as what `confidence` leaves, however 1 − confidence is rounded. */
export function isRare(pValue: number, confidence: number): boolean {
  return pValue <= (1 - confidence) * (1 + 1e-9);
}
