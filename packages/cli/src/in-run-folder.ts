import { RetrodictError } from "@retrodict/check";
import { fail, oneLine } from "./fail.ts";
import type { Io } from "./io.ts";
import type { RunFolder } from "./run-folder.ts";

/**
 * Says what a run that did not end leaves behind in its folder, as part of a sentence; undefined where nothing is
 * worth keeping. Whatever must be written for that it writes.
 */
export type Keep = (
  end: "interrupted" | "failed",
) => string | undefined | Promise<string | undefined>;

/**
 * Does the work of a run in its folder, which gets its name when the work is done. When it was interrupted or failed,
 * only what `keep` speaks of is left, in `<out>.partial`; or nothing.
 */
export async function inRunFolder<T>(
  folder: RunFolder,
  io: Io,
  work: () => Promise<T>,
  keep: Keep,
): Promise<T> {
  try {
    const result = await work();
    if (!io.signal.aborted) {
      folder.commit();
      return result;
    }
  } catch (error) {
    if (!io.signal.aborted) return leave(folder, error, await keep("failed"));
  }
  const kept = await keep("interrupted");
  if (kept !== undefined) return fail("aborted", `interrupted; ${kept}`);
  folder.discard();
  return fail("aborted", "interrupted before a simulation was finished; nothing is kept");
}

/** The error as it is, or with what is kept. */
function leave(folder: RunFolder, error: unknown, kept: string | undefined): never {
  if (kept === undefined) {
    folder.discard();
    throw error;
  }
  if (!(error instanceof RetrodictError))
    throw new Error(`${oneLine(error)}; ${kept}`, { cause: error });
  return fail(error.code, `${oneLine(error)}; ${kept}`, error);
}
