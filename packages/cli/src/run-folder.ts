import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fail, systemReason } from "./fail.ts";

/**
 * The folder of a run, which appears under its name only when it is whole: files go to a sibling named
 * `<out>.partial`, and `commit` renames that. An interrupted run therefore never looks finished.
 */
export interface RunFolder {
  /** As the user named it. */
  readonly name: string;
  /** Where files lie until `commit`. */
  readonly partial: string;
  write(file: string, content: string | Uint8Array): void;
  /** The folder is complete: gives it its name. */
  commit(): void;
  /** Nothing in it is worth keeping. */
  discard(): void;
}

/** Makes the folder of a new run; throws where one is in the way or the place is not writable. */
export function openRunFolder(name: string, cwd: string): RunFolder {
  const path = resolve(cwd, name);
  const partial = `${path}.partial`;
  refuseOccupied(name, path);
  if (existsSync(partial))
    fail(
      "file",
      `--out ${name}: ${name}.partial holds an unfinished run; continue it with retrodict resume ${name}, or remove it`,
    );
  attempt(name, () => {
    mkdirSync(dirname(path), { recursive: true });
    mkdirSync(partial);
  });
  return runFolder(name, path);
}

/** The folder of an unfinished run; throws where the run is over or there is none. */
export function reopenRunFolder(given: string, cwd: string): RunFolder {
  const name = given.replace(/(\.partial)?[/\\]*$/, "");
  const path = resolve(cwd, name);
  if (existsSync(path) && !statSync(path).isDirectory())
    fail("file", `${name}: expected the folder of a run, got a file; check the path`);
  if (existsSync(path) && !isEmpty(path))
    fail("file", `${name}: there is nothing to resume, as it is finished; read ${name} itself`);
  if (!existsSync(`${path}.partial`))
    fail("file", `${name}: there is no unfinished run ${name}.partial; check the path`);
  return runFolder(name, path);
}

function runFolder(name: string, path: string): RunFolder {
  const partial = `${path}.partial`;
  return Object.freeze({
    name,
    partial,
    write: (file: string, content: string | Uint8Array) =>
      attempt(name, () => writeFileSync(join(partial, file), content)),
    commit: () =>
      attempt(name, () => {
        refuseOccupied(name, path);
        rmSync(path, { recursive: true, force: true });
        renameSync(partial, path);
      }),
    discard: () => rmSync(partial, { recursive: true, force: true }),
  });
}

/** Whether a folder holds nothing; a file is never empty. */
const isEmpty = (path: string): boolean =>
  statSync(path).isDirectory() && readdirSync(path).length === 0;

function refuseOccupied(name: string, path: string): void {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory())
    fail("file", `--out ${name}: a file of that name is in the way; choose another folder`);
  if (!isEmpty(path))
    fail(
      "file",
      `--out ${name}: the folder is not empty, and a run never overwrites another; choose another folder or empty it`,
    );
}

function attempt(name: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof Error && "errno" in error)) throw error;
    fail(
      "file",
      `--out ${name}: cannot write there: ${systemReason(error)}; choose another folder`,
      error,
    );
  }
}

const two = (value: number) => String(value).padStart(2, "0");

/** `runs/<plugin>-<local time>`, where a run goes when no folder is named. */
export function defaultFolder(plugin: string, now: Date): string {
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  return `runs/${plugin.replaceAll(/[^\w-]+/g, "-")}-${day}-${time}`;
}
