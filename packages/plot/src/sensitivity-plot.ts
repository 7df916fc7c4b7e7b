/** On which parameters features of simulations depend (Deistler, Macke & Gonçalves 2022). */
import { assert, assertLength } from "@retrodict/check";
import type { FieldSpec } from "@retrodict/spec";
import { barPanels, type Measured } from "./bar-panels.ts";
import type { LegendItem } from "./figure.ts";
import { symbolSvg } from "./label.ts";

/** What one feature depends on; one number for each parameter. */
export interface FeatureSensitivity {
  readonly feature: FieldSpec;
  /** Slopes of a plane, as a unit vector, and their standard errors. */
  readonly regression: Measured;
  /** The direction in which the feature varies most. */
  readonly direction?: Measured;
}

export interface SensitivityPlotInput {
  readonly parameters: readonly FieldSpec[];
  readonly features: readonly FeatureSensitivity[];
}

const items: readonly LegendItem[] = [
  { text: "slopes of a plane", role: "density4", mark: "swatch" },
  { text: "direction of largest change", role: "truth", mark: "dot" },
];

/** One panel for each feature, a bar for each parameter with two standard errors, as an SVG document. */
export function sensitivityPlot({ parameters, features }: SensitivityPlotInput): string {
  assert(
    features.length > 0,
    "argument",
    "plot",
    "expected at least one feature, got none; pass the sensitivity of one",
  );
  for (const { feature, regression, direction } of features) {
    assertMeasured(regression, parameters.length, `regression of ${feature.name}`);
    if (direction) assertMeasured(direction, parameters.length, `direction of ${feature.name}`);
  }
  const directed = features.some(({ direction }) => direction !== undefined);
  return barPanels({
    description: `Sensitivity of ${features.map(({ feature }) => feature.name).join(", ")} to ${parameters.map(({ name }) => name).join(", ")}`,
    items: directed ? items : items.slice(0, 1),
    rows: parameters.map(symbolSvg),
    longest: Math.max(...parameters.map((field) => (field.symbol ?? field.name).length)),
    panels: features.map(({ feature, regression, direction }) => ({
      title: symbolSvg(feature),
      bars: regression,
      ...(direction && { dots: direction }),
    })),
    range: [-1.1, 1.1],
    width: 230,
  });
}

function assertMeasured({ values, errors }: Measured, count: number, name: string): void {
  assertLength(values, count, name, "plot");
  assertLength(errors, count, `errors of the ${name}`, "plot");
}
