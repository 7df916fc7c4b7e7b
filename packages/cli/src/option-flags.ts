import { Option } from "commander";
import type { OptionSpec, Options, SimulatorEntry } from "@retrodict/spec";
import { fail } from "./fail.ts";
import { parseNumber } from "./numbers.ts";

/** Values of the flags a plugin brought, by the names its options have in the plugin. */
export type PluginValues = Readonly<Record<string, unknown>>;

/** A plugin's settings once each: those of its simulator, then those of its recording reader. */
export function pluginOptions(entry: SimulatorEntry): readonly OptionSpec[] {
  const all = [...(entry.options ?? []), ...(entry.recording?.options ?? [])];
  return all.filter(({ name }, i) => all.findIndex((other) => other.name === name) === i);
}

/** `stimulusStart` or `stimulus_start` to `--stimulus-start`. */
export const flagOf = (name: string): string =>
  `--${name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replaceAll(/[_\s.]+/g, "-")
    .toLowerCase()}`;

/** The command-line flag of an option, its help generated from the metadata. */
export function toFlag(spec: OptionSpec): Option {
  const { name, type, unit, description } = spec;
  const values = type === "string" ? (spec.choices?.join("|") ?? "text") : "number";
  const value = unit === "1" ? values : unit;
  const fallback = spec.default === undefined ? "" : ` (default: ${spec.default})`;
  const need = spec.required ? " (required)" : fallback;
  return new Option(
    `${flagOf(name)} ${type === "boolean" ? "[true|false]" : `<${value}>`}`,
    `${description.replace(/\.$/, "")}${need}`,
  ).argParser((text: string) => parseValue(spec, text));
}

/** The value of one option, checked against its metadata. */
export function parseValue(spec: OptionSpec, text: string): unknown {
  if (spec.type === "number") return parseNumberOption(spec, text);
  const choices = spec.type === "boolean" ? ["true", "false"] : spec.choices;
  if (choices !== undefined && !choices.includes(text))
    fail(
      "argument",
      `${flagOf(spec.name)}: expected one of ${choices.join(", ")}, got "${text}"; choose one`,
    );
  return spec.type === "boolean" ? text === "true" : text;
}

function parseNumberOption(spec: OptionSpec & { type: "number" }, text: string): number {
  const [lower, upper] = spec.bounds ?? [-Infinity, Infinity];
  const value = parseNumber(flagOf(spec.name), text);
  if (value < lower || value > upper)
    fail(
      "range",
      `${flagOf(spec.name)}: expected a number between ${lower} and ${upper} ${spec.unit}, got ${text}; correct it`,
    );
  return value;
}

/** The given options with defaults filled in; `purpose` says what a missing required one is needed for. */
export function complete(
  specs: readonly OptionSpec[],
  given: PluginValues,
  purpose: string,
): Options {
  const values = specs.map((spec) => {
    const value = given[spec.name] ?? spec.default;
    if (value === undefined && spec.required)
      fail(
        "argument",
        `${purpose} needs ${flagOf(spec.name)}${spec.unit === "1" ? "" : ` in ${spec.unit}`}: ${spec.description.replace(/\.$/, "")}; add it`,
      );
    return [spec.name, value] as const;
  });
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}
