/** A store in a folder; Node only. */
import { mkdir, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { RetrodictError } from "@retrodict/check";
import type { RoundStore } from "./round-store.ts";

/**
 * A store whose items are files of `folder`, which is made if it is not there. A file is written beside its place,
 * flushed to the disk and renamed, so that a crash leaves no half of one. Throws a `file` error where the folder cannot
 * be used.
 */
export function folderStore(folder: string): RoundStore {
  const path = (name: string): string => join(folder, `${name}.safetensors`);
  return Object.freeze<RoundStore>({
    async read(name) {
      try {
        return await readFile(path(name));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw unusable(folder, error);
      }
    },
    async write(name, bytes) {
      const partial = `${path(name)}.partial`;
      try {
        await mkdir(folder, { recursive: true });
        const file = await open(partial, "w");
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(partial, path(name));
      } catch (error) {
        throw unusable(folder, error);
      }
    },
  });
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";

const unusable = (folder: string, cause: unknown): RetrodictError =>
  new RetrodictError(
    "file",
    "rounds",
    `expected to read and write in ${folder}, got ${String(cause)}; choose another folder`,
    { cause },
  );
