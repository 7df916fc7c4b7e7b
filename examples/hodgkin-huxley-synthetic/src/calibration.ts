/** Checks the calibration of the neuron's posterior; prints p-values and draws the ranks. */
import { mkdirSync, writeFileSync } from "node:fs";
import { rankPlot } from "@retrodict/plot";
import { calibrate, uniformity } from "./calibrate.ts";
import { neuron } from "./neuron.ts";

const draws = 999;
const ranks = await calibrate({ simulations: 20_000, trials: 200, draws, seed: 1 });
const { parameters } = neuron.info;
for (const [j, pValue] of uniformity(ranks, draws).entries()) {
  console.log(`${parameters[j].name.padEnd(12)} p = ${pValue.toFixed(3)}`);
}
mkdirSync("figures", { recursive: true });
writeFileSync("figures/ranks.svg", rankPlot({ ranks, draws, parameters, bins: 10 }));
