/** Two networks, the path between them, and the step beside it that breaks the rhythm. */
import { linePlot, pathPlot, type ArticlePart } from "@retrodict/plot";
import { row, stream } from "retrodict";
import { parameters } from "../crab.ts";
import type { Findings } from "../study.ts";
import { tracesOf } from "../traces.ts";
import { axisOf, label, percent, type Section } from "./words.ts";

export function disparate({ settings, pair }: Findings): Section {
  const rng = stream(settings.seed).fork("pair of traces");
  const differences = [...parameters.keys()].sort((i, j) => relative(j) - relative(i)).slice(0, 8);
  function relative(j: number): number {
    const [lower, upper] = parameters[j].bounds;
    return Math.abs(pair.a[j] - pair.b[j]) / (upper - lower);
  }
  return {
    title: "Two disparate networks with similar activity",
    parts: [
      `Of the draws that stay nearest to the crab under other noise, these two differ most: by ${pair.apart.toFixed(2)} standard deviations of the prior in the mean over parameters, where two draws of the prior differ by 1.4.`,
      {
        svg: tracesOf([
          { title: "network A", theta: pair.a, rng: rng.fork("a") },
          { title: "network B", theta: pair.b, rng: rng.fork("b") },
        ]),
        caption: "Both networks, and in grey the crab's bursts.",
      },
      {
        columns: ["parameter", "A", "B", "share of the prior's width between"],
        rows: differences.map((j) => [
          label(j),
          pair.a[j].toPrecision(3),
          pair.b[j].toPrecision(3),
          percent(relative(j)),
        ]),
      },
    ],
  };
}

export function connected({ settings, way, pair }: Findings): Section {
  const { path, along, rhythmic, straight } = way;
  const rng = stream(settings.seed).fork("traces along");
  const { rows } = path.points;
  const stops = [0.25, 0.5, 0.75].map((at) => Math.round(at * (rows - 1)));
  const theta = (i: number) => row(path.points, i).slice();
  return {
    title: "The path between them",
    parts: [
      path.verdict.sentence,
      along.verdict.sentence,
      {
        svg: linePlot({
          x: axisOf("along the way from A to B", "%"),
          y: axisOf("share of simulations with a rhythm", "%"),
          shown: [0, 100],
          curves: [
            { label: "path of high probability", ...over(rhythmic) },
            { label: "straight line", ...over(straight.rhythmic) },
          ],
        }),
        caption: `Simulations at each of ${rows} points: ${along.x.rows / rows}.`,
      },
      {
        svg: tracesOf([
          { title: "A", theta: pair.a, rng: rng.fork(0) },
          ...stops.map((i) => ({
            title: `${percent(i / (rows - 1))} of the way`,
            theta: theta(i),
            rng: rng.fork(i),
          })),
          { title: "B", theta: pair.b, rng: rng.fork(rows - 1) },
        ]),
        caption: "Networks along the path; grey, the crab's bursts.",
      },
      {
        svg: pathPlot({
          parameters,
          points: path.points,
          distance: path.distance,
          logDensity: path.logDensity,
          level: path.level,
          simulated: { distance: path.distance, share: along.share },
        }),
        caption:
          "The posterior's log-density along the path, the share of simulations as near to the crab as nine tenths of the predictions, and each parameter from bound to bound.",
      },
    ],
  };
}

const over = (shares: Float64Array) => ({
  x: shares.map((_, i) => (100 * i) / (shares.length - 1)),
  y: shares.map((value) => 100 * value),
});

export function broken({ settings, way }: Findings): Section {
  const { walk, leaving, breaking, path, from } = way;
  const rng = stream(settings.seed).fork("traces leaving");
  const parts: ArticlePart[] = [
    acrossSentence(walk.distance, leaving),
    {
      svg: linePlot({
        x: axisOf("distance from the path (posterior standard deviations)"),
        y: axisOf("share of simulations with a rhythm", "%"),
        shown: [0, 100],
        curves: [
          {
            label: "walk orthogonal to the path",
            x: walk.distance,
            y: leaving.map((value) => 100 * value),
          },
        ],
      }),
      caption: `The walk begins at ${percent(from / (path.points.rows - 1))} of the path.`,
    },
    `The smallest perturbation found, orthogonal to the path: ${breaking.verdict.sentence} ${breaking.tried} parameter sets were tried.`,
  ];
  if (breaking.broken !== undefined && breaking.working !== undefined)
    parts.push({
      svg: tracesOf([
        {
          title: "on the path",
          theta: row(path.points, from).slice(),
          rng: rng.fork("on"),
        },
        { title: "after the step that breaks it", theta: breaking.broken, rng: rng.fork("off") },
      ]),
      caption: "Before and after the smallest step that breaks the rhythm.",
    });
  return { title: "The step that breaks the rhythm", parts };
}

/** How soon the rhythm is lost on the walk. */
function acrossSentence(distance: Float64Array, leaving: Float64Array): string {
  const lost = leaving.findIndex((value) => value < 0.5);
  const way = "Leaving the path at a right angle, down the steepest slope of the density,";
  return lost < 0
    ? `${way} most simulations keep their rhythm for ${distance[distance.length - 1].toFixed(1)} posterior standard deviations.`
    : `${way} most simulations have no rhythm any more after ${distance[lost].toFixed(1)} posterior standard deviations.`;
}
