import {
  expectedInformation,
  experimentSequence,
  type ExpectedInformationOptions,
  type ExperimentStep,
} from "@retrodict/design";
import { stream } from "retrodict";
import { currentStep, prior, record, type CurrentStep } from "./neuron.ts";

export interface ChooseOptions extends ExpectedInformationOptions {
  /** Candidates, µA/cm². */
  readonly currents: readonly number[];
  readonly steps: number;
  readonly seed: number;
  readonly onStep?: (step: ExperimentStep<CurrentStep>) => void;
}

/** Experiments one after another, each the one expected to tell most of the neuron given the recordings so far. */
export const chooseSteps = ({
  currents,
  steps,
  seed,
  onStep,
  ...options
}: ChooseOptions): Promise<readonly ExperimentStep<CurrentStep>[]> =>
  experimentSequence(stream(seed), prior, currents.map(currentStep), {
    steps,
    perform: record,
    assess: (rng, belief, experiments, run) =>
      expectedInformation(rng, belief, experiments, { ...options, ...run }),
    ...(onStep && { onStep }),
  });
