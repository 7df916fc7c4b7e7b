import type { OptionSpec, Options } from "@retrodict/spec";
import { assert, assertRange } from "./assertions.ts";

/** A value for every option that has a default, by name; typed by the specs where these are `as const`. */
export type OptionValues<Specs extends readonly OptionSpec[]> = {
  readonly [Spec in Specs[number] as Spec["name"]]: ValueOf<Spec>;
};

type ValueOf<Spec extends OptionSpec> =
  | (Spec extends { readonly default: unknown } | { readonly required: true } ? never : undefined)
  | (Spec extends { readonly choices: readonly (infer Choice)[] }
      ? Choice
      : Spec["type"] extends "number"
        ? number
        : Spec["type"] extends "boolean"
          ? boolean
          : string);

/**
 * The given options, checked against their specs, with defaults filled in. Throws `RetrodictError` on a name that no
 * spec has, a value of another type, out of bounds or not among the choices, and a required one that is missing.
 */
export function resolveOptions<const Specs extends readonly OptionSpec[]>(
  specs: Specs,
  given: Options,
  source: string,
): OptionValues<Specs> {
  const names = specs.map(({ name }) => name);
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  assert(
    unknown === undefined,
    "name",
    source,
    () =>
      `expected options named ${names.join(", ") || "nothing"}, got ${unknown}; correct the name`,
  );
  const values = specs.map((spec) => [spec.name, resolve(spec, given[spec.name], source)]);
  return Object.fromEntries(values) as OptionValues<Specs>;
}

function resolve(spec: OptionSpec, given: unknown, source: string): unknown {
  const { name, type, required } = spec;
  const value = given ?? spec.default;
  if (value === undefined && required !== true) return undefined;
  assert(
    typeof value === type,
    "argument",
    source,
    () => `expected a ${type} for ${name}, got ${String(value)}; pass one`,
  );
  if (spec.type === "number") {
    const [lower, upper] = spec.bounds ?? [-Number.MAX_VALUE, Number.MAX_VALUE];
    assertRange(value as number, lower, upper, name, source);
  }
  if (spec.type === "string" && spec.choices !== undefined)
    assert(
      spec.choices.includes(value as string),
      "argument",
      source,
      `expected one of ${spec.choices.join(", ")} for ${name}, got ${String(value)}; choose one`,
    );
  return value;
}
