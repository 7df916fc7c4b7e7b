/** Findings beside published ones. */
import { SIMILAR } from "../closeness.ts";
import type { Findings } from "../study.ts";
import { eigenvalueSentence } from "./energy.ts";
import { mean, percent, ranking, share, type Section } from "./words.ts";

export function published({ predicted, way, pair, energy }: Findings): Section {
  const rows = predicted.theta.rows;
  return {
    title: "Beside what has been published",
    parts: [
      {
        columns: ["finding", "published", "here"],
        rows: [
          [
            "posterior draws close to the crab",
            "35 939 of 1.02 million (3.5 %); 0 of 3 million of the prior",
            share(predicted.close.length, rows),
          ],
          [
            `posterior draws within ${SIMILAR} times that`,
            "–",
            share(predicted.similar.length, rows),
          ],
          [
            "two disparate networks",
            "connected by a path of high probability",
            `${way.path.verdict.outcome}; ${pair.apart.toFixed(2)} prior standard deviations apart`,
          ],
          [
            "simulations along the path",
            "keep the rhythm",
            `${percent(mean(way.rhythmic))} of them have a rhythm, ${percent(mean(way.straight.rhythmic))} on the straight line`,
          ],
          [
            "energy depends most on",
            "PY CaS (0.56), PY CaT (0.38), PY Na (0.31), LP CaT (0.30)",
            ranking(energy.linear.values).slice(0, 4).join(", "),
          ],
          [
            "directions that energy depends on",
            "the largest eigenvalue is 35.8 times the second",
            eigenvalueSentence(energy.direction.eigenvalues),
          ],
        ],
      },
      "Close means: period and burst durations within 0.02, and the eleven other statistics of the rhythm within 0.2 standard deviations of valid simulations from the prior; no plateaus; eight bursts or more of each neuron in ten seconds.",
    ],
  };
}
