import { RetrodictError } from "./error.ts";

/** Throws `RetrodictError` "aborted", in the name of the package `source`, once `signal` is. */
export function refuseIfAborted(signal: AbortSignal | undefined, source: string): void {
  if (!signal?.aborted) return;
  throw new RetrodictError(
    "aborted",
    source,
    "expected to run to the end, got an aborted signal; start again to get a result",
  );
}
