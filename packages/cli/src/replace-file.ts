import { renameSync, rmSync, writeFileSync } from "node:fs";

/** Writes a file that appears under its name, or takes the place of another, only when it is whole. */
export function replaceFile(path: string, content: string): void {
  const partial = `${path}.partial`;
  try {
    writeFileSync(partial, content);
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}
