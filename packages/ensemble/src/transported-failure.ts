/** Errors between threads: structured cloning keeps neither an error's class nor its code. */
import { RetrodictError, type ErrorCode } from "@retrodict/check";

export interface TransportedFailure {
  readonly message: string;
  /** Of a `RetrodictError`; absent for any other error. */
  readonly code?: ErrorCode;
  readonly cause?: unknown;
}

export function transportable(error: unknown): TransportedFailure {
  if (!(error instanceof RetrodictError)) return { message: String(error) };
  const { message, code, cause } = error;
  return { message, code, cause };
}

/** The error as it was thrown in the worker. */
export function failureFrom({ message, code, cause }: TransportedFailure): Error {
  if (code === undefined) return new Error(message);
  const [, source, text] = /^\[([^\]]*)\] ([^]*)$/.exec(message)!;
  return new RetrodictError(code, source, text, { cause });
}
