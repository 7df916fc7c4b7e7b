/** What networks spend. */
import { sensitivityPlot, statisticsPlot } from "@retrodict/plot";
import { matrix } from "retrodict";
import { parameters } from "../crab.ts";
import type { Findings } from "../study.ts";
import { tracesOf } from "../traces.ts";
import { predictedNetwork } from "./predictions.ts";
import { percent, type Section } from "./words.ts";

export function spent(findings: Findings): Section {
  const { energy, settings } = findings;
  const sorted = energy.values.toSorted();
  const at = (q: number): number => sorted[Math.round(q * (sorted.length - 1))];
  const order = [...energy.values.keys()].sort((i, j) => energy.values[i] - energy.values[j]);
  const [least, most] = [order[0], order[order.length - 1]];
  const spreads = [...energy.thrifty.parameters].sort((a, b) => a.relative - b.relative);
  const title = (name: string, i: number) => `${name}: ${energy.values[i].toFixed(1)} µJ/(s cm²)`;
  return {
    title: "What networks spend",
    parts: [
      `Of ${sorted.length} networks with a rhythm, the middle nine tenths spend ${at(0.05).toFixed(1)} to ${at(0.95).toFixed(1)} µJ per second and cm², the lowest ${at(0).toFixed(1)}, the highest ${at(1).toFixed(1)}.`,
      {
        svg: statisticsPlot({
          features: [
            { name: "energy", unit: "uJ/s/cm2", description: "Energy of all three neurons." },
          ],
          observed: [at(0.5)],
          predicted: matrix(sorted.length, 1, sorted),
        }),
        caption:
          "Energy of the networks with a rhythm; the line is their median, not the crab's, of which it is unknown.",
      },
      {
        svg: tracesOf([
          predictedNetwork(findings, energy.rows[least], title("thriftiest", least)),
          predictedNetwork(findings, energy.rows[most], title("most wasteful", most)),
        ]),
        caption: "The networks that spend least and most.",
      },
      `${energy.linear.sentence} A network explains ${percent(energy.direction.rSquared)} of what it was not trained on. ${energy.direction.sentence} ${eigenvalueSentence(energy.direction.eigenvalues)}`,
      {
        svg: sensitivityPlot({
          parameters,
          features: [
            {
              feature: { name: "energy", unit: "uJ/s/cm2", description: "" },
              regression: energy.linear,
              direction: energy.direction,
            },
          ],
        }),
        caption:
          "How energy rises with each parameter, in units of the widest prior of a channel among the three neurons, as a vector of length 1: slopes of a plane, and the direction in which a regression network changes most.",
      },
      energy.thrifty.sentence,
      {
        columns: ["parameter", "spread among the thriftiest, of that of all"],
        rows: [...spreads.slice(0, 6), ...spreads.slice(-4)].map(({ name, relative, error }) => [
          name,
          `${relative.toFixed(2)} ± ${error.toFixed(2)}`,
        ]),
      },
      `Networks that spend little are ${settings.scale.predictive >= 5000 ? "the 2 %" : "the tenth"} with the lowest energy.`,
    ],
  };
}

/** How much steeper the first direction is than the second. */
export function eigenvalueSentence([first, second]: Float64Array): string {
  const ratio = first / second;
  return ratio > 1e6
    ? "The network is a plane: there is no second direction."
    : `The largest eigenvalue of its squared slopes is ${ratio.toFixed(1)} times the second.`;
}
