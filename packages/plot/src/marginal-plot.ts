import { assert } from "@retrodict/check";
import { parameterAxis } from "./axis.ts";
import { assertSamples, finiteColumns } from "./columns.ts";
import { figure, label, legend, panel, ticksBelow } from "./figure.ts";
import type { LegendItem } from "./figure.ts";
import { smallMultiples } from "./grid.ts";
import { axisLabel } from "./label.ts";
import { densityCurve, drawCurve, drawPrior, drawTruth, peak, priorDash } from "./marginal.ts";
import { seriesRoles } from "./palette.ts";
import type { MarginalPlotInput } from "./types.ts";

/** Dashes beside colours, so that a grey print still tells the sets apart; the last set is solid. */
const dashes = ["2 2", "6 3", "8 3 2 3"] as const;

/** One panel per parameter with the density of every set of draws, as an SVG document. */
export function marginalPlot({ sets, parameters, truth }: MarginalPlotInput): string {
  assert(
    sets.length >= 1 && sets.length <= seriesRoles.length,
    "argument",
    "plot",
    () => `expected 1 to ${seriesRoles.length} sets, got ${sets.length}; compare fewer at once`,
  );
  for (const { samples } of sets) assertSamples(samples, parameters, truth);
  const columns = sets.map(({ samples }) => finiteColumns(samples));
  const grid = smallMultiples(parameters.length, 120);
  const dash = (k: number): string | undefined => (k === sets.length - 1 ? undefined : dashes[k]);
  const panels = parameters.map((parameter, j) => {
    const box = grid.boxes[j];
    const axis = parameterAxis(
      parameter,
      columns.flatMap((set) => [...set[j]]),
    );
    const curves = columns.map((set) => densityCurve(set[j], axis));
    const top = peak(curves);
    return (
      panel(
        box,
        drawPrior(top, box),
        ...curves.map((curve, k) => drawCurve(curve, top, box, seriesRoles[k], dash(k))),
        drawTruth(truth?.[j], axis, box),
      ) +
      ticksBelow(axis, box, 4, 0.04) +
      label([box.x + box.width / 2, box.y + box.height + 33], axisLabel(parameter), { size: 12 })
    );
  });
  const items: LegendItem[] = sets.map(({ label: text }, k) => ({
    text,
    role: seriesRoles[k],
    mark: "line",
    dash: dash(k),
  }));
  items.push({ text: "prior", role: "prior", mark: "line", dash: priorDash });
  if (truth !== undefined) items.push({ text: "true value", role: "truth", mark: "line" });
  const names = sets.map(({ label: text }) => text).join(", ");
  const description = `Marginal posterior densities compared: ${names}`;
  return figure(
    grid.width,
    grid.height,
    description,
    legend([grid.boxes[0].x, 22], items),
    ...panels,
  );
}
