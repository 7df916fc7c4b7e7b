import type { OptionSpec, Options } from "@retrodict/spec";

const scenarios = ["abrupt-4xCO2", "1pctCO2"] as const;
type Scenario = (typeof scenarios)[number];

const scenario = {
  name: "scenario",
  unit: "1",
  type: "string",
  choices: scenarios,
  default: "abrupt-4xCO2",
  description: "Carbon dioxide: four times as much at once, or one percent more every year.",
} as const satisfies OptionSpec;

const duration = {
  name: "duration",
  unit: "a",
  type: "number",
  bounds: [40, 1000],
  default: 150,
  description: "Years that are simulated.",
} as const satisfies OptionSpec;

const persistence = {
  name: "persistence",
  unit: "1",
  type: "number",
  bounds: [0, 0.95],
  default: 0.5,
  description: "Correlation of a year's temperature with the next, without forcing.",
} as const satisfies OptionSpec;

/** What was done to the climate, and is known; each becomes a flag of the command. */
export const options: readonly OptionSpec[] = [scenario, duration, persistence];

/** What the options come to. */
export interface Experiment {
  readonly scenario: Scenario;
  readonly years: number;
  readonly persistence: number;
}

/** Throws on an option that is unknown or describes no experiment. */
export function experiment(given: Options = {}): Experiment {
  const unknown = Object.keys(given).find(
    (name) => !options.some((option) => option.name === name),
  );
  if (unknown !== undefined) throw new Error(`climate: there is no option ${unknown}`);
  return {
    scenario: scenarioOf(given),
    years: Math.floor(numberOf(duration, given)),
    persistence: numberOf(persistence, given),
  };
}

function scenarioOf(given: Options): Scenario {
  const wanted = given.scenario ?? scenario.default;
  const found = scenarios.find((name) => name === wanted);
  if (found !== undefined) return found;
  throw new Error(
    `climate: expected a scenario among ${scenarios.join(", ")}, got ${String(wanted)}`,
  );
}

function numberOf(option: typeof duration | typeof persistence, given: Options): number {
  const { name, bounds, default: standard } = option;
  const [lower, upper] = bounds;
  const value = given[name] ?? standard;
  if (typeof value === "number" && value >= lower && value <= upper) return value;
  throw new Error(`climate: expected ${name} between ${lower} and ${upper}, got ${String(value)}`);
}

/**
 * Forcing (W/m²) at the start of each year. It is proportional to the logarithm of the concentration, so that one percent
 * a year makes it rise evenly, to that of four times the carbon dioxide in ln 4 / ln 1.01 = 139 years.
 */
export function forcingOf({ scenario, years }: Experiment, F_4x: number): Float64Array {
  const share = (year: number) =>
    scenario === "abrupt-4xCO2" ? 1 : (year * Math.log(1.01)) / Math.log(4);
  return Float64Array.from({ length: years }, (_, year) => F_4x * share(year));
}
