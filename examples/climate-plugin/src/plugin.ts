import type { NamedObservation, Plugin, SimulatorEntry } from "@retrodict/spec";
import { options } from "./experiment.ts";
import { imbalance, temperature, theta } from "./known-climate.ts";
import { runReader } from "./recording.ts";
import { twoBox } from "./simulator.ts";
import { twoBoxSummary } from "./summary.ts";

const knownClimate: NamedObservation = {
  name: "known-climate",
  description: "150 years after four times the carbon dioxide, in a climate that is known.",
  load: () => ({
    options: {},
    raw: Float64Array.of(...temperature, ...imbalance),
    theta: Float64Array.from(theta),
  }),
};

const entry: SimulatorEntry = Object.freeze({
  info: twoBox().info,
  options,
  create: twoBox,
  summary: twoBoxSummary,
  recording: runReader,
  observations: [knownClimate],
});

/** The two-box climate as tools find and run it. */
export const plugin: Plugin = Object.freeze({
  specVersion: 1,
  name: "climate",
  simulators: [entry],
});
