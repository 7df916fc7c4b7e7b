/** Two steps of current, chosen one after another; prints how the candidates rank and what is known afterwards. */
import { columnStds, stream } from "retrodict";
import { chooseSteps } from "./choose-steps.ts";
import { parameters, prior } from "./neuron.ts";

const steps = await chooseSteps({
  currents: [-4, -2, 1, 3, 6],
  steps: 2,
  simulations: 2000,
  evaluations: 1000,
  seed: 1,
  onStep({ assessment: { ranking, verdict } }) {
    console.log(verdict.sentence);
    for (const { experiment, lower } of ranking) {
      const { value, standardError } = lower;
      console.log(`| ${experiment.name} | ${value.toFixed(2)} ± ${standardError.toFixed(2)} |`);
    }
  },
});

const spreads = [columnStds(prior.sample(stream("prior"), 10_000))];
for (const { posterior } of steps) {
  const drawn = await posterior.sample(stream("posterior"), 2000);
  spreads.push(columnStds("samples" in drawn ? drawn.samples : drawn));
}
for (const [j, { name, unit }] of parameters.entries()) {
  const row = spreads.map((stds) => stds[j].toPrecision(3));
  console.log(`| ${name} (${unit}) | ${row.join(" | ")} |`);
}
