import type { OutputSpec } from "@retrodict/spec";
import { neurons } from "../parameters.ts";

type NeuronName = (typeof neurons)[number];
type Link = "AB_PD_LP" | "LP_PY";

/** The 15 statistics of Prinz, Bucher and Marder (2004). */
export type PrinzName =
  | "cycle_period"
  | `burst_duration_${NeuronName}`
  | `duty_cycle_${NeuronName}`
  | `start_phase_${"LP" | "PY"}`
  | `start_to_start_${Link}`
  | `end_to_start_${Link}`
  | `phase_gap_${Link}`;

/** The statistics that need no energies. */
export type RhythmName =
  | PrinzName
  | `plateau_duration_${NeuronName}`
  | `num_bursts_${NeuronName}`
  | `num_spikes_${NeuronName}`
  | "pyloric_like";

export type StatisticName =
  | RhythmName
  | `${"energy" | "energy_per_burst" | "energy_per_spike"}_${NeuronName}`;

const scalar = <Name extends StatisticName>(
  name: Name,
  unit: string,
  description: string,
): OutputSpec<Name> => Object.freeze({ name, unit, description, shape: [] });

const perNeuron = <Stem extends string>(
  stem: Stem,
  unit: string,
  description: string,
): OutputSpec<`${Stem}_${NeuronName}`>[] =>
  neurons.map((neuron) => ({
    name: `${stem}_${neuron}` as const,
    unit,
    description: `${neuron.replace("_", "/")}: ${description}`,
    shape: [],
  }));

const prinz: readonly OutputSpec<PrinzName>[] = [
  scalar("cycle_period", "ms", "Mean time from one AB/PD burst's start to the next."),
  ...perNeuron("burst_duration", "ms", "mean time from a burst's first spike to its last."),
  ...perNeuron("duty_cycle", "1", "burst duration per cycle period."),
  scalar("start_phase_LP", "1", "Delay from AB/PD's start to LP's, per cycle period."),
  scalar("start_phase_PY", "1", "Delay from AB/PD's start to PY's, per cycle period."),
  scalar("start_to_start_AB_PD_LP", "ms", "Mean delay from AB/PD's start to LP's."),
  scalar("start_to_start_LP_PY", "ms", "Mean delay from LP's start to PY's."),
  scalar("end_to_start_AB_PD_LP", "ms", "Mean delay from AB/PD's end to LP's start."),
  scalar("end_to_start_LP_PY", "ms", "Mean delay from LP's end to PY's start."),
  scalar("phase_gap_AB_PD_LP", "1", "Delay from AB/PD's end to LP's start, per cycle period."),
  scalar("phase_gap_LP_PY", "1", "Delay from LP's end to PY's start, per cycle period."),
];

const plateausAndCounts: readonly OutputSpec<RhythmName>[] = [
  ...perNeuron(
    "plateau_duration",
    "ms",
    "mean longest time above -30 mV from one burst to the next; 2.5 ms where that is below 5 ms, as of spikes.",
  ),
  ...perNeuron("num_bursts", "1", "number of bursts."),
  ...perNeuron("num_spikes", "1", "number of spikes, in bursts or not."),
];

const energies: readonly OutputSpec<StatisticName>[] = [
  ...perNeuron("energy", "nJ/cm2", "energy spent in the window."),
  ...perNeuron(
    "energy_per_burst",
    "nJ/cm2",
    "mean energy from 2 ms before to 12 ms after a burst.",
  ),
  ...perNeuron("energy_per_spike", "nJ/cm2", "energy of all bursts per spike, in bursts or not."),
];

const pyloricLike = scalar(
  "pyloric_like",
  "1",
  "1 where the rhythm is triphasic and seven in ten periods have the pyloric order of bursts, else 0.",
);

const withoutEnergy: readonly OutputSpec<RhythmName>[] = Object.freeze([
  ...prinz,
  ...plateausAndCounts,
  pyloricLike,
]);
const withEnergy: readonly OutputSpec<StatisticName>[] = Object.freeze([
  ...prinz,
  ...plateausAndCounts,
  ...energies,
  pyloricLike,
]);

/** The 34 statistics of Deistler, Macke and Gonçalves (2022) in their order; the 25 that need no energies without. */
export const statistics = (energy: boolean): readonly OutputSpec<StatisticName>[] =>
  energy ? withEnergy : withoutEnergy;
