import { fail } from "./fail.ts";
import type { Io } from "./io.ts";

/**
 * Whatever comes of work that was interrupted, an error or half a result, is an interruption, of which `left` says what
 * it leaves.
 */
export async function uninterrupted<T>(
  { signal }: Io,
  left: string,
  work: () => Promise<T>,
): Promise<T> {
  const interrupted = (): never => fail("aborted", `interrupted; ${left}`);
  try {
    const result = await work();
    return signal.aborted ? interrupted() : result;
  } catch (error) {
    if (signal.aborted) return interrupted();
    throw error;
  }
}
