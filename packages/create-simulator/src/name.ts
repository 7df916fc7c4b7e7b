import { assert } from "@retrodict/check";
import validate from "validate-npm-package-name";

/** The part after a scope is the simulator's id, which stands in commands and folders. */
const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Throws `RetrodictError` unless `name` can be a package of npm, and what follows its scope a simulator's id. */
export function assertName(name: string): void {
  const { validForNewPackages, errors = [], warnings = [] } = validate(name);
  const problems = [...errors, ...warnings];
  assert(
    validForNewPackages && ID.test(idOf(name)),
    "name",
    "create-simulator",
    () =>
      `expected a name as my-model or @lab/my-model, got "${name}"${problems.length > 0 ? ` (${problems.join("; ")})` : ""}; use small letters, digits and hyphens`,
  );
}

/** `"@lab/my-model"` to `"my-model"`. */
export const idOf = (name: string): string => name.slice(name.lastIndexOf("/") + 1);
