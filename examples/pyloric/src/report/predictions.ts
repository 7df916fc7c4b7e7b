/** Rounds, and what networks of the posterior do beside the crab. */
import { pairPlot, statisticsPlot } from "@retrodict/plot";
import { firstRows, gatherColumns, row, stream } from "retrodict";
import { features, observed, parameters } from "../crab.ts";
import type { Findings } from "../study.ts";
import { tracesOf, type Network } from "../traces.ts";
import { percent, type Section } from "./words.ts";

export function learning({ learned }: Findings): Section {
  return {
    title: "Towards the crab, round by round",
    parts: [
      "The first round is drawn from the prior, in which hardly a network has a rhythm; the next ones from where a classifier expects one; the last ones from where, within that, the posterior of the round before has nine tenths of its mass.",
      {
        columns: ["round", "simulations", "valid", "share"],
        rows: learned.counts.map(({ simulated, valid }, k) => [
          String(k + 1),
          String(simulated),
          String(valid),
          percent(valid / simulated),
        ]),
      },
    ],
  };
}

/** The network of a row of the predictions with the noise it was simulated with. */
export const predictedNetwork = (
  { settings, predicted }: Findings,
  i: number,
  title: string,
): Network => ({
  title,
  theta: row(predicted.theta, i).slice(),
  rng: stream(settings.seed).fork("predict").fork("simulations").fork(i),
});

const PICTURED = 1000;

export function predictions(findings: Findings): Section {
  const { predicted } = findings;
  const best = predicted.deviation.indexOf(Math.min(...predicted.deviation));
  const any = predicted.valid.indexOf(true);
  const another = predicted.valid.indexOf(true, any + 1);
  const columns = features.map((_, j) => j);
  return {
    title: "Observed and predicted activity",
    parts: [
      {
        svg: tracesOf([
          predictedNetwork(findings, best, "the draw nearest to the crab"),
          predictedNetwork(findings, any, "the first draw with a rhythm"),
          predictedNetwork(findings, another, "the next one"),
        ]),
        caption:
          "Voltages of networks drawn from the posterior, from a burst of AB/PD on. Grey: when the crab's neurons burst, by the means of its recording, which is extracellular and has no voltages. Bursts of a network that is like the crab stay within the grey.",
      },
      {
        svg: statisticsPlot({
          features: features.slice(0, 15),
          observed: observed.slice(0, 15),
          predicted: gatherColumns(predicted.x, columns.slice(0, 15)),
        }),
        caption:
          "Each of the 15 statistics of the rhythm over draws of the posterior, and the crab's.",
      },
    ],
  };
}

export function pictured({ predicted }: Findings): Section {
  return {
    title: "The posterior over 31 parameters",
    parts: [
      {
        svg: pairPlot({
          samples: firstRows(predicted.theta, Math.min(PICTURED, predicted.theta.rows)),
          parameters,
        }),
        caption:
          "On the diagonal, the density of each parameter; below it, each pair. Every axis spans the prior. Single parameters are left wide open; it is their combinations that matter.",
      },
    ],
  };
}
