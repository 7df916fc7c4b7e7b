/** Numbers and names as the report writes them. */
import type { ArticlePart } from "@retrodict/plot";
import type { FieldSpec } from "retrodict";
import { parameters } from "../crab.ts";

export interface Section {
  readonly title: string;
  readonly parts: readonly ArticlePart[];
}

export const percent = (part: number): string => `${Number((100 * part).toPrecision(2))} %`;

export const share = (some: number, all: number): string =>
  `${percent(some / all)} (${some} of ${all})`;

/** A parameter's name. */
export const label = (j: number): string =>
  parameters[j].name.replace("AB_PD", "AB/PD").replace("_", " ");

export const axisOf = (name: string, unit = "1"): FieldSpec => ({ name, unit, description: name });

/** Names and values, largest first. */
export const ranking = (values: Float64Array): readonly string[] =>
  [...values.keys()]
    .sort((i, j) => Math.abs(values[j]) - Math.abs(values[i]))
    .map((j) => `${label(j)} (${values[j].toFixed(2)})`);

export const mean = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value / values.length, 0);
