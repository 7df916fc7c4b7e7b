import { RetrodictError } from "@retrodict/check";

/** Throws `RetrodictError` "aborted" once `signal` is. */
export function refuseIfAborted(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  throw new RetrodictError(
    "aborted",
    "explore",
    "expected to run to the end, got an aborted signal; start again to get a result",
  );
}
