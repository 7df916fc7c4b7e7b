/** The report: what was found, beside what has been published, with a figure for each part. */
import { article } from "@retrodict/plot";
import { plugin } from "@retrodict/pyloric";
import type { Findings } from "../study.ts";
import { compensated } from "./compensation.ts";
import { spent } from "./energy.ts";
import { broken, connected, disparate } from "./path.ts";
import { learning, pictured, predictions } from "./predictions.ts";
import { published } from "./published.ts";
import { warmth } from "./temperature.ts";
import { ranking, share } from "./words.ts";

export function reportOf(findings: Findings): string {
  const { settings, predicted, way, energy, warmed } = findings;
  return article({
    title: "What a crab's rhythm says of its circuit",
    summary:
      "The pyloric network has 31 unknown conductances. From the rhythm of one crab (preparation 845_082, recorded by Haddad and Marder) a posterior over them was learned from simulations alone; here is what networks drawn from it do, how they are connected, what makes up for what, what they spend, and what warmth does to them.",
    findings: [
      `${share(predicted.valid.filter(Boolean).length, predicted.theta.rows)} of the posterior's networks have a pyloric rhythm, ${share(predicted.similar.length, predicted.theta.rows)} one like the crab's, ${share(predicted.close.length, predicted.theta.rows)} one that is close to it by the strictest measure published.`,
      `${way.path.verdict.sentence} ${way.along.verdict.sentence}`,
      `Energy depends most on ${ranking(energy.linear.values).slice(0, 4).join(", ")}.`,
      `${warmed.robust} of ${warmed.networks} networks keep their rhythm from 283 K to 299 K with some of five sets of temperature coefficients.`,
    ],
    warnings: warningsOf(findings),
    sections: [
      learning(findings),
      predictions(findings),
      disparate(findings),
      connected(findings),
      broken(findings),
      pictured(findings),
      compensated(findings),
      spent(findings),
      warmth(findings),
      published(findings),
    ],
    record: {
      seed: settings.seed,
      ...settings.scale,
      simulations: settings.simulate ? "made by this run" : "those that come with the example",
    },
    citations: plugin.simulators[0].info.citations ?? [],
  });
}

function warningsOf({ predicted, learned }: Findings): readonly string[] {
  const found: string[] = [];
  const valid = learned.counts.reduce((sum, round) => sum + round.valid, 0);
  if (valid < 20_000)
    found.push(
      `The posterior was learned from ${valid} valid simulations; the published one from 438 608. It is wider than what they would allow, and what depends on its details may change with more.`,
    );
  if (predicted.close.length < 30)
    found.push(
      `Only ${predicted.close.length} of ${predicted.theta.rows} simulated draws are close to the crab by the published measure: networks nearest to it stand in for these below.`,
    );
  return found;
}
