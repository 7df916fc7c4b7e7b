/** The posterior from the first 1, the first 4 and all 7 features of the same simulations and the same neuron. */
import { mkdirSync, writeFileSync } from "node:fs";
import { marginalPlot } from "@retrodict/plot";
import { columnStds, gatherColumns, snpe, stream, type Matrix } from "retrodict";
import { neuron, observedNeuron, prior, simulateNeurons } from "./neuron.ts";

const rng = stream(1);
const { theta, x } = await simulateNeurons(rng.fork("simulations"), 20_000);
const { x: observed, theta: truth } = observedNeuron();

async function posteriorFrom(features: number): Promise<Matrix> {
  const kept = Array.from({ length: features }, (_, j) => j);
  const round = { theta, x: gatherColumns(x, kept), proposal: "prior" } as const;
  const fit = await snpe({ prior }).fit(rng.fork("fit"), [round]);
  const posterior = fit.posterior(observed.slice(0, features));
  return (await posterior.sample(rng.fork("draws"), 10_000)).samples;
}

const counts = [1, 4, 7];
const sets: { readonly label: string; readonly samples: Matrix }[] = [];
for (const count of counts) {
  const label = count === 1 ? "1 feature" : `${count} features`;
  sets.push({ label, samples: await posteriorFrom(count) });
}
const { parameters } = neuron.info;
const priorStds = columnStds(prior.sample(rng.fork("prior"), 10_000));
const stds = sets.map(({ samples }) => columnStds(samples));
console.log(`| parameter | prior | ${sets.map(({ label }) => label).join(" | ")} |`);
console.log(`|---|---|${"---|".repeat(sets.length)}`);
for (const [j, { name, unit }] of parameters.entries()) {
  const row = [priorStds, ...stds].map((std) => std[j].toPrecision(3));
  console.log(`| ${name} (${unit}) | ${row.join(" | ")} |`);
}
mkdirSync("figures", { recursive: true });
writeFileSync("figures/features.svg", marginalPlot({ sets, parameters, truth }));
