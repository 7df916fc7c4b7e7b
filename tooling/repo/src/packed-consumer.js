/** A user's program: imports every package named on the command line, then infers a mean. */
import { infer } from "retrodict";

for (const name of process.argv.slice(2)) await import(name);

const simulator = {
  info: {
    specVersion: 1,
    id: "noisy-mean",
    version: "1.0.0",
    description: "Ten noisy readings of one number.",
    parameters: [
      { name: "mean", unit: "1", description: "True value", bounds: [-1, 1], default: 0 },
    ],
    outputs: [{ name: "average", unit: "1", description: "Average reading", shape: [] }],
  },
  simulate(rng, theta, out) {
    out[0] = theta[0] + 0.1 * rng.normal();
  },
};
const { draws } = await infer(simulator, [0.3], { simulations: 1000, seed: 1 });
const { samples } = draws;
const mean = samples.data.reduce((total, value) => total + value, 0) / samples.rows;
if (!(Math.abs(mean - 0.3) < 0.05)) throw new Error(`posterior mean ${mean}, expected about 0.3`);
console.log(`Node ${process.version}: ${process.argv.length - 2} packages import, infer() works`);
