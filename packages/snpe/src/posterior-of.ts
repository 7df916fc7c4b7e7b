import { fillsSupport } from "@retrodict/distributions";
import { outOfRange } from "@retrodict/neural-fit";
import type { Matrix } from "@retrodict/spec";
import { correctedDensity } from "./corrected-density.ts";
import { insidePrior, type DifferentiablePosterior } from "./inside-prior.ts";
import { learnedDensity } from "./learned-density.ts";
import type { LearnedParts } from "./types.ts";

/** Fewer effective simulations than this tell little of a posterior. */
const FEW_ROWS = 100;

/** The posterior given one observation. */
export function posteriorOf(parts: LearnedParts, observed: Matrix): DifferentiablePosterior {
  const { artifact, prior } = parts;
  const beyond = outOfRange(observed.data, artifact.x);
  const { effectiveRows } = artifact;
  const { density, warnings } =
    artifact.kind === "snpeA"
      ? correctedDensity(parts, observed)
      : { density: learnedDensity(parts, observed), warnings: [] };
  return insidePrior({
    prior,
    density,
    contained: artifact.theta.affine === undefined && fillsSupport(prior),
    observed,
    diagnostics: {
      observedOutOfRange: beyond,
      ...(effectiveRows === undefined ? {} : { effectiveSimulations: effectiveRows }),
    },
    warnings: [...warnings, ...rangeWarnings(beyond), ...weightWarnings(effectiveRows)],
  });
}

const rangeWarnings = (beyond: number): readonly string[] =>
  beyond === 0
    ? []
    : [
        `The observation lies beyond everything simulated in ${beyond} of its numbers, which count as the nearest simulated: widen the prior, or check the simulator against the data.`,
      ];

const weightWarnings = (rows: number | undefined): readonly string[] =>
  rows === undefined || rows >= FEW_ROWS
    ? []
    : [
        `The importance weights leave ${Math.round(rows)} effective simulations: simulate more in the first round, or use snpeC or tsnpe, which need no weights.`,
      ];
