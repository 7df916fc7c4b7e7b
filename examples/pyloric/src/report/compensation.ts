/** What makes up for what. */
import { correlationPlot } from "@retrodict/plot";
import type { Matrix } from "retrodict";
import { parameters } from "../crab.ts";
import type { Findings } from "../study.ts";
import { label, percent, type Section } from "./words.ts";

export function compensated({ compensation, settings }: Findings): Section {
  const { marginal, conditional, mixed } = compensation;
  const [alone, given] = [strongest(marginal), strongest(conditional)];
  return {
    title: "What makes up for what",
    parts: [
      `Over the whole posterior the strongest correlations are those of ${alone.slice(0, 3).join(", ")}. Given all other parameters they are those of ${given.slice(0, 6).join(", ")}.`,
      {
        svg: correlationPlot({ parameters, marginal, conditional }),
        caption: `Above the diagonal, correlations over the posterior; below it, those of each pair when all other parameters are those of a draw near the crab, averaged over ${settings.scale.conditions} such draws.`,
      },
      "Can synapses make up for neurons? AB/PD, LP and PY were taken from different networks, those of each neuron that spend least, and put together. The table says what such networks do with synapses drawn to suit them.",
      {
        columns: ["synapses", "networks", "with a rhythm", "like the crab"],
        rows: mixed.map(({ synapses, count, valid, similar }) => [
          synapses,
          String(count),
          percent(valid / count),
          percent(similar / count),
        ]),
      },
    ],
  };
}

function strongest({ rows, data }: Matrix): readonly string[] {
  const pairs = [...data.keys()].filter(
    (k) => Math.floor(k / rows) < k % rows && Number.isFinite(data[k]),
  );
  return pairs
    .sort((k, l) => Math.abs(data[l]) - Math.abs(data[k]))
    .map((k) => `${label(Math.floor(k / rows))} with ${label(k % rows)} (${data[k].toFixed(2)})`);
}
