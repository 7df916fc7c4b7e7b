import type { RowFailure } from "@retrodict/spec";

/** Failed simulations counted by reason, with the first message of each. */
export interface FailureSummary {
  readonly total: number;
  readonly byReason: Readonly<Record<string, { readonly count: number; readonly first: string }>>;
}

/** Counts failures for the run record. */
export function summarizeFailures(failures: readonly RowFailure[]): FailureSummary {
  const byReason: Record<string, { count: number; first: string }> = {};
  for (const { reason, message } of failures) {
    byReason[reason] ??= { count: 0, first: message };
    byReason[reason].count++;
  }
  return { total: failures.length, byReason };
}
