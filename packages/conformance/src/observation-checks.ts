import type { NamedObservation, Observation, SimulatorEntry } from "@retrodict/spec";
import { featureLength } from "@retrodict/summary";
import { check } from "./check.ts";
import { expectDistinct, expectSameData, expectText, isText } from "./data.ts";
import { expectSame, expectTrue } from "./expect.ts";
import { checkParametersStay } from "./option-checks.ts";
import { summarise } from "./summarised.ts";
import type { Check } from "./types.ts";
import { expectNoInfinity } from "./view.ts";

/** Data that come with the plugin. */
export function observationChecks(entry: SimulatorEntry): readonly Check[] {
  const { observations } = entry;
  if (observations === undefined) return [];
  return [
    check("observations have names and descriptions", () => checkNames(observations)),
    ...observations.flatMap((observation) => [
      check(`observation ${observation.name} has the form of the simulator's output`, () =>
        checkForm(entry, observation.load()),
      ),
      check(`observation ${observation.name} has a value of every feature`, () =>
        checkFeatures(entry, observation.load()),
      ),
      check(`observation ${observation.name} loads the same again, as data of its own`, () =>
        checkReload(observation),
      ),
    ]),
  ];
}

function checkNames(observations: readonly NamedObservation[]): void {
  for (const { name, description } of observations) {
    expectTrue(isText(name) && !/\s/.test(name), "a name without spaces", JSON.stringify(name));
    expectText(description, `a description of observation ${name}`);
  }
  expectDistinct(
    observations.map(({ name }) => name),
    "observations",
  );
}

function checkForm(entry: SimulatorEntry, { options, raw, theta }: Observation): void {
  checkParametersStay(entry, structuredClone(options), "the observation's simulator");
  const { outputs, parameters } = entry.create(options).info;
  expectSame([raw.length], [featureLength(outputs)], "length of the observation");
  expectNoInfinity(raw, "the observation");
  if (theta === undefined) return;
  expectSame([theta.length], [parameters.length], "length of the observation's theta");
  expectTrue(
    theta.every((value) => Number.isFinite(value)),
    "finite parameters of the observation",
    `[${theta.join(", ")}]`,
  );
}

function checkFeatures(entry: SimulatorEntry, { options, raw }: Observation): void {
  const statistic = entry.summary?.(options);
  const features = statistic ? summarise(statistic, raw).row : raw;
  const at = features.findIndex((value) => !Number.isFinite(value));
  expectTrue(at < 0, "finite features of the observation", `${features[at]} at index ${at}`);
}

function checkReload(observation: NamedObservation): void {
  const first = observation.load();
  const kept = first.raw.slice();
  first.raw.fill(0);
  const again = observation.load();
  expectSame(again.raw, kept, "the observation, loaded again");
  expectSameData(again.options, first.options, "options of the observation, loaded again");
}
