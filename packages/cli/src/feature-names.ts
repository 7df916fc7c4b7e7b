import type { FieldSpec, OutputSpec } from "@retrodict/spec";
import { chooseNames } from "./choose-names.ts";
import { fail } from "./fail.ts";

/**
 * The features named by a `--features` flag: a comma-separated list of names, or how many of the first
 * ones; all of them without the flag.
 */
export function chooseFeatures(features: readonly OutputSpec[], text?: string): readonly string[] {
  const names = features.map(({ name }) => name);
  if (text === undefined) return names;
  if (/^[-+\d.]+$/.test(text)) return firstFeatures(names, text);
  return chooseNames(text, { flag: "--features", what: "feature", names });
}

function firstFeatures(names: readonly string[], text: string): readonly string[] {
  const count = Number(text);
  return Number.isInteger(count) && count >= 1 && count <= names.length
    ? names.slice(0, count)
    : fail(
        "range",
        `--features: expected a count between 1 and ${names.length} or names, got ${text}; correct it`,
      );
}

/** One field per number of a flat row: a trace of three samples becomes `v[0]`, `v[1]`, `v[2]`. */
export function flatFields(outputs: readonly OutputSpec[]): readonly FieldSpec[] {
  return outputs.flatMap((output) => {
    const length = output.shape.reduce((a, b) => a * b, 1);
    return output.shape.length === 0
      ? [output]
      : Array.from({ length }, (_, i) => ({
          name: `${output.name}[${i}]`,
          unit: output.unit,
          description: output.description,
        }));
  });
}
