/** What warmth does. */
import { linePlot, type ArticlePart } from "@retrodict/plot";
import { row, stream } from "retrodict";
import type { Findings } from "../study.ts";
import { q10s } from "../temperature.ts";
import { tracesOf } from "../traces.ts";
import { axisOf, percent, share, type Section } from "./words.ts";

export function warmth({ warmed, settings }: Findings): Section {
  const { temperatures, works, periods, theta } = warmed;
  const sharesOf = works.map((here) => here.filter(Boolean).length / here.length);
  const throughout = [...works[0].keys()].filter((i) => works.every((here) => here[i]));
  const robust = throughout[0];
  const parts: ArticlePart[] = [
    `${warmed.networks} networks near the crab were each tried with five sets of ten temperature coefficients (Q10s) of conductances from their prior. ${warmed.robust} keep their rhythm at all five temperatures with at least one set; ${share(throughout.length, theta.rows)} of all sets do.`,
    {
      svg: linePlot({
        x: axisOf("temperature", "K"),
        y: axisOf("share with a rhythm", "%"),
        shown: [0, 100],
        curves: [
          {
            label: "networks with any coefficients",
            x: temperatures,
            y: sharesOf.map((value) => 100 * value),
            errors: sharesOf.map((value) => 100 * Math.sqrt((value * (1 - value)) / theta.rows)),
          },
        ],
      }),
      caption:
        "Share of networks that have a rhythm at each temperature, with standard errors. At 283 K all coefficients are without effect.",
    },
    {
      columns: ["temperature (K)", ...temperatures.map(String)],
      rows: [
        ["with a rhythm", ...sharesOf.map(percent)],
        ["median period (ms)", ...periods.map((period) => period.toFixed(0))],
      ],
    },
    "How much higher each coefficient is in networks that have a rhythm at 299 K than in its prior, in standard deviations of that:",
    {
      columns: ["coefficient", "shift"],
      rows: q10s.map(({ name }, j) => [
        name,
        `${warmed.coefficients.values[j].toFixed(2)} ± ${warmed.coefficients.errors[j].toFixed(2)}`,
      ]),
    },
  ];
  if (robust !== undefined) {
    const own = row(theta, robust).slice();
    const rng = stream(settings.seed).fork("temperature").fork("simulations").fork(robust);
    const [cold, hot] = [temperatures[0], temperatures[temperatures.length - 1]];
    parts.push({
      svg: tracesOf(
        [cold, hot].map((temperature) => ({
          title: `${temperature} K`,
          theta: own,
          rng,
          options: { temperature },
        })),
      ),
      caption: "One network at both temperatures; grey, the crab's bursts at the lower one.",
    });
  }
  return { title: "From 283 K to 299 K", parts };
}
