import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { assert } from "@retrodict/check";
import { assertName, idOf } from "./name.ts";

export interface CreateSimulatorOptions {
  /** Of the package: `my-model` or `@lab/my-model`. */
  readonly name: string;
  /** Where its files go; made if it is not there. */
  readonly folder: string;
}

/** What npm would leave out of this package, or take for a part of it. */
const renamed: Readonly<Record<string, string>> = {
  _gitignore: ".gitignore",
  "_package.json": "package.json",
};

const template = fileURLToPath(new URL("../template", import.meta.url));
const { version } = createRequire(import.meta.url)("../package.json") as {
  readonly version: string;
};

/**
 * Writes the project of a simulator plugin, with a small model to be replaced; returns the names of its files. Throws
 * `RetrodictError` on a name that npm or tools refuse, and where the folder holds anything already.
 */
export function createSimulator({ name, folder }: CreateSimulatorOptions): readonly string[] {
  assertName(name);
  assert(
    !existsSync(folder) || readdirSync(folder).length === 0,
    "file",
    "create-simulator",
    `expected a new or empty folder, got ${folder} with files in it; choose another`,
  );
  return templateFiles().map((file) => {
    const target = renamed[file] ?? file;
    mkdirSync(dirname(join(folder, target)), { recursive: true });
    writeFileSync(
      join(folder, target),
      fill(readFileSync(join(template, file), "utf8"), file, name),
    );
    return target;
  });
}

const templateFiles = (): readonly string[] =>
  readdirSync(template, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(template.length + 1))
    .toSorted();

/** Sources speak of the simulator's id, everything else of the package; packages of this project have one version. */
const fill = (text: string, file: string, name: string): string =>
  text
    .replaceAll("my-simulator", file.startsWith(`src${sep}`) ? idOf(name) : name)
    .replaceAll("workspace:^", `^${version}`);
