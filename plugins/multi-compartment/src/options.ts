import type { OptionSpec } from "@retrodict/spec";
import type { Section } from "./morphology.ts";
import { namedMorphologies, type MorphologyName } from "./named-morphologies.ts";

/** Values of the options of a model; `morphology` may also be a cell of one's own. */
type OptionsOf<Specs extends readonly OptionSpec[]> = {
  readonly [Spec in Specs[number] as Spec["name"]]?: Spec["name"] extends "morphology"
    ? MorphologyName | readonly Section[]
    : Spec["type"] extends "number"
      ? number
      : string;
};

export type PassiveCableOptions = OptionsOf<typeof passiveOptions>;
export type HodgkinHuxleyCableOptions = OptionsOf<typeof hodgkinHuxleyOptions>;

/** What differs between the models' default experiments. */
interface Defaults {
  readonly length: number;
  readonly duration: number;
  readonly timeStep: number;
  readonly current: number;
  readonly step: readonly [start: number, end: number];
}

/** The options of both models: the cell, where it is stimulated and recorded, the step and the noise. */
function cableOptions(defaults: Defaults) {
  return [
    {
      name: "morphology",
      unit: "1",
      type: "string",
      default: "ball-and-stick",
      choices: Object.keys(namedMorphologies),
      description: "Shape of the cell.",
    },
    {
      name: "length",
      unit: "um",
      type: "number",
      default: defaults.length,
      description: "Length of the cable; of a rall tree, of the cable it is equivalent to.",
    },
    {
      name: "diameter",
      unit: "um",
      type: "number",
      default: 2,
      description: "Diameter of the cable; of a rall tree, of its trunk.",
    },
    {
      name: "soma-diameter",
      unit: "um",
      type: "number",
      default: 20,
      description: "Diameter of the soma of a ball-and-stick.",
    },
    {
      name: "compartments",
      unit: "1",
      type: "number",
      default: 40,
      description: "Compartments from one end of the cable to the other.",
    },
    {
      name: "stimulus-place",
      unit: "1",
      type: "string",
      description: "Where current enters, as section:fraction; by default the start of the cell.",
    },
    {
      name: "electrodes",
      unit: "1",
      type: "string",
      description:
        "Where the voltage is recorded, as a list of section:fraction; by default the start of the first section and the end of the last.",
    },
    {
      name: "duration",
      unit: "ms",
      type: "number",
      default: defaults.duration,
      description: "Simulated time.",
    },
    {
      name: "time-step",
      unit: "ms",
      type: "number",
      default: defaults.timeStep,
      description: "Time between samples.",
    },
    {
      name: "step-current",
      unit: "nA",
      type: "number",
      default: defaults.current,
      description: "Injected current during the step.",
    },
    {
      name: "step-start",
      unit: "ms",
      type: "number",
      default: defaults.step[0],
      description: "Onset of the step.",
    },
    {
      name: "step-end",
      unit: "ms",
      type: "number",
      default: defaults.step[1],
      description: "End of the step.",
    },
    {
      name: "current-noise",
      unit: "nA.ms^0.5",
      type: "number",
      default: 0,
      description: "Strength of the white noise added to the injected current.",
    },
    {
      name: "recording-noise",
      unit: "mV",
      type: "number",
      default: 0.2,
      description: "Standard deviation of the independent noise of every recorded sample.",
    },
  ] as const satisfies readonly OptionSpec[];
}

export const passiveOptions = [
  ...cableOptions({ length: 1000, duration: 300, timeStep: 0.1, current: -0.05, step: [20, 170] }),
  {
    name: "resting-voltage",
    unit: "mV",
    type: "number",
    default: -70,
    description: "Membrane potential at rest.",
  },
] as const satisfies readonly OptionSpec[];

export const hodgkinHuxleyOptions = [
  ...cableOptions({ length: 2000, duration: 50, timeStep: 0.025, current: 0.5, step: [15, 45] }),
  {
    name: "initial-voltage",
    unit: "mV",
    type: "number",
    default: -65,
    description: "Membrane potential at the start, everywhere; the gates start at rest there.",
  },
  {
    name: "temperature",
    unit: "Cel",
    type: "number",
    default: 6.3,
    description: "Temperature, by which the gates' rates triple every 10 degrees.",
  },
] as const satisfies readonly OptionSpec[];
