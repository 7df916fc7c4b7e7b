/** How much candidate experiments are expected to tell about the parameters. */
import { assert } from "@retrodict/check";
import { barPanels } from "./bar-panels.ts";
import { escape } from "./markup.ts";

/** In nats. */
export interface CandidateInformation {
  readonly name: string;
  readonly information: number;
  readonly standardError: number;
}

export interface InformationPlotInput {
  /** In the order of the bars, the first on top. */
  readonly candidates: readonly CandidateInformation[];
}

/** A bar for each candidate with two standard errors, as an SVG document. */
export function informationPlot({ candidates }: InformationPlotInput): string {
  assert(
    candidates.length > 0,
    "argument",
    "plot",
    "expected at least one candidate, got none; pass what was assessed",
  );
  const ends = candidates.flatMap(({ information, standardError }) =>
    [-2, 0, 2].map((by) => information + by * standardError),
  );
  const finite = [0, ...ends].filter(Number.isFinite);
  const [lower, upper] = [Math.min(...finite), Math.max(...finite)];
  return barPanels({
    description: `Expected information of ${candidates.map(({ name }) => name).join(", ")}`,
    items: [{ text: "expected information", role: "density4", mark: "swatch" }],
    rows: candidates.map(({ name }) => escape(name)),
    longest: Math.max(...candidates.map(({ name }) => name.length)),
    panels: [
      {
        title: "nats",
        bars: {
          values: candidates.map(({ information }) => information),
          errors: candidates.map(({ standardError }) => standardError),
        },
      },
    ],
    range: [lower * 1.05, (upper || 1) * 1.05],
    width: 480,
  });
}
