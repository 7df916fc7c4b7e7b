import { RetrodictError } from "@retrodict/check";

/** Throws the error of a file that cannot be read. */
export function refuse(message: string, cause?: unknown): never {
  throw new RetrodictError("data", "artifact", message, { cause });
}

/** Throws the error of a file that has changed since it was written, or was never whole. */
export function refuseDamaged(what: string, cause?: unknown): never {
  return refuse(`expected a whole artifact, got one ${what}; copy or write the file again`, cause);
}
