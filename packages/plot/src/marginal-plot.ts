import { assert } from "@retrodict/check";
import { parameterAxis } from "./axis.ts";
import { assertSamples, finiteColumns } from "./columns.ts";
import { panel, ticksBelow } from "./figure.ts";
import type { LegendItem } from "./figure.ts";
import { axisLabel } from "./label.ts";
import { densityCurve, drawCurve, drawPrior, drawTruth, peak, priorDash } from "./marginal.ts";
import { seriesRoles } from "./palette.ts";
import { smallMultiples } from "./small-multiples.ts";
import type { MarginalPlotInput } from "./types.ts";

/** Dashes beside colours, so that a grey print still tells the sets apart; the last set is solid. */
const dashes = ["2 2", "6 3", "8 3 2 3"] as const;

/** One panel per parameter with the density of every set of draws, as an SVG document. */
export function marginalPlot({ sets, parameters, prior, truth }: MarginalPlotInput): string {
  assert(
    sets.length >= 1 && sets.length <= seriesRoles.length,
    "argument",
    "plot",
    () => `expected 1 to ${seriesRoles.length} sets, got ${sets.length}; compare fewer at once`,
  );
  for (const { samples } of sets) assertSamples(samples, parameters, { prior, truth });
  const columns = sets.map(({ samples }) => finiteColumns(samples));
  const priors = prior && finiteColumns(prior);
  const series = seriesItems(sets.map(({ label }) => label));
  return smallMultiples({
    description: `Marginal posterior densities compared: ${sets.map(({ label }) => label).join(", ")}`,
    items: [...series, ...referenceItems(truth !== undefined)],
    labels: parameters.map(axisLabel),
    height: 120,
    draw(j, box) {
      const values = columns.map((set) => set[j]);
      const axis = parameterAxis(
        parameters[j],
        values.flatMap((set) => [...set]),
      );
      const curves = values.map((set) => densityCurve(set, axis));
      const before = priors && densityCurve(priors[j], axis);
      const top = peak([...curves, before ?? []]);
      const drawn = curves.map((curve, k) =>
        drawCurve(curve, top, box, series[k].role, series[k].dash),
      );
      const known = drawTruth(truth?.[j], axis, box);
      return (
        panel(box, drawPrior(before, top, box), ...drawn, known) + ticksBelow(axis, box, 4, 0.04)
      );
    },
  });
}

function seriesItems(labels: readonly string[]): LegendItem[] {
  return labels.map((text, k) => {
    const dash = k === labels.length - 1 ? undefined : dashes[k];
    return { text, role: seriesRoles[k], mark: "line", dash };
  });
}

function referenceItems(known: boolean): LegendItem[] {
  const prior: LegendItem = { text: "prior", role: "prior", mark: "line", dash: priorDash };
  return known ? [prior, { text: "true value", role: "truth", mark: "line" }] : [prior];
}
