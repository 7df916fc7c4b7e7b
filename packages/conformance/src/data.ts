/** Metadata is data: plain enough for JSON, worker threads and any comparison. */
import { expectTrue } from "./expect.ts";

/** Refuses what JSON would lose: functions, typed arrays, numbers that are not finite. */
export function expectData(value: unknown, path: string): void {
  if (value === undefined || typeof value === "string" || typeof value === "boolean") return;
  if (Number.isFinite(value)) return;
  expectTrue(
    isContainer(value),
    `text, finite numbers, booleans, lists and plain objects in ${path}`,
    typeof value === "function" ? "a function" : String(value),
  );
  for (const [key, item] of Object.entries(value as object)) expectData(item, `${path}.${key}`);
}

/** Two values must be the same as data, whatever the order of their keys. */
export function expectSameData(actual: unknown, expected: unknown, what: string): void {
  const [got, wanted] = [canonical(actual), canonical(expected)];
  expectTrue(got === wanted, `${what} to be ${wanted}`, got);
}

export const isText = (value: unknown): value is string =>
  typeof value === "string" && value.trim() !== "";

export function expectText(value: unknown, what: string): void {
  expectTrue(isText(value), `${what} in words`, JSON.stringify(value) ?? "nothing");
}

export function expectDistinct(names: readonly string[], what: string): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  expectTrue(twice === undefined, `${what} with names of their own`, `${twice} twice`);
}

function isContainer(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === "object" && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
