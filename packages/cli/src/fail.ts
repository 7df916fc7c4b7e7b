import { RetrodictError, type ErrorCode } from "@retrodict/check";

/** Throws the error a user reads as `retrodict: <message>`. */
export function fail(code: ErrorCode, message: string, cause?: unknown): never {
  throw new RetrodictError(code, "cli", message, { cause });
}

/** One line for any thrown value: no package prefix, no stack. */
export function oneLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const plain = error instanceof RetrodictError ? message.replace(/^\[[^\]]*\] /, "") : message;
  return plain.trim().replaceAll(/\s*\n\s*/g, " ");
}

/** The system's reason in words: `"no such file"`, `"permission denied"`… */
export function systemReason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return reasons[code] ?? oneLine(error);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "no such file or folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOTDIR: "a part of its path is a file, not a folder",
  EEXIST: "a part of its path is a file, not a folder",
  EISDIR: "it is a folder, not a file",
  ENOSPC: "no space is left on the disk",
};
