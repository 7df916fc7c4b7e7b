/** What the posterior tells of the neuron: prints it in words and tables, and draws the figures. */
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { correlationPlot, pathPlot, sensitivityPlot } from "@retrodict/plot";
import { row, snpe, stream } from "retrodict";
import { explore } from "./explore.ts";
import { neuron, observedNeuron, prior, simulateNeurons } from "./neuron.ts";
import { pathTraces } from "./path-traces.ts";

const { values: flags } = parseArgs({
  options: { simulations: { type: "string", default: "20000" } },
});
const rng = stream(1);
const simulations = await simulateNeurons(rng.fork("simulations"), Number(flags.simulations));
const fit = await snpe({ prior }).fit(rng.fork("fit"), [{ ...simulations, proposal: "prior" }]);
const { x, theta: truth } = observedNeuron();
const found = await explore(rng.fork("explore"), fit.posterior(x), {
  draws: 1000,
  conditions: 30,
  points: 21,
  repeats: 10,
});
const { map, path, along, marginal, conditional, features, tolerance } = found;

const { parameters } = neuron.info;
for (const { sentence } of [map.verdict, path.verdict, along.verdict]) console.log(sentence);
console.log(`So are ${(100 * found.nearByChance).toFixed(1)} % of neurons of the prior.`);
for (const { feature, plane, subspace, explained } of features) {
  console.log(`${feature.name}: ${plane.verdict.sentence} ${subspace.verdict.sentence}`);
  console.log(`A network explains ${Math.round(100 * explained)} % of its variance.`);
}
console.log(
  "| parameter | true | highest mode | one end | other end | alone | in standard deviations |",
);
console.log("|---|---|---|---|---|---|---|");
const ends = [row(path.points, 0), row(path.points, path.points.rows - 1)];
for (const [j, { name, lower, upper, relative }] of tolerance.parameters.entries()) {
  const values = [truth, map.theta, ...ends].map((theta) => theta[j].toPrecision(3));
  const interval = `${lower.toPrecision(3)}–${upper.toPrecision(3)}`;
  console.log(`| ${name} | ${values.join(" | ")} | ${interval} | ${relative.toFixed(2)} |`);
}

mkdirSync("figures", { recursive: true });
const figures = {
  path: pathPlot({
    ...path,
    parameters,
    simulated: { distance: path.distance, share: along.share },
  }),
  traces: pathTraces(rng.fork("traces"), path, 5),
  correlations: correlationPlot({ parameters, marginal, conditional }),
  sensitivity: sensitivityPlot({
    parameters,
    features: features.map(({ feature, plane, subspace }) => ({
      feature,
      regression: { values: plane.coefficients, errors: plane.errors },
      direction: {
        values: row(subspace.directions, 0),
        errors: row(subspace.errors.directions, 0),
      },
    })),
  }),
};
for (const [name, svg] of Object.entries(figures)) writeFileSync(`figures/${name}.svg`, svg);
