import { assert, assertCount, assertFinite, assertLength, assertPositive } from "@retrodict/check";
import type { OptionSpec } from "@retrodict/spec";

const PACKAGE = "hodgkin-huxley";

/** Traces of more samples than this would not fit into the kernel's memory. */
const MOST_SAMPLES = 1e8;

/** The experiment: numbers by the names of `stepOptions`, each with its default, and perhaps a current. */
export type HodgkinHuxleyOptions = {
  readonly [Name in (typeof stepOptions)[number]["name"]]?: number;
} & {
  /**
   * Injected current density per sample, uA/cm2, in place of the step; `duration / time-step + 1` values.
   * The statistics are then measured against `step-start` and `step-end` as the edges of its stimulus.
   */
  readonly current?: Float64Array;
};

/** What the options come to. */
export interface Protocol {
  /** Injected current density per sample, uA/cm2. */
  readonly current: Float64Array;
  /** Time between samples, ms. */
  readonly dt: number;
  /** Voltage at the first sample, mV. */
  readonly initialVoltage: number;
  /** Onset and end of the stimulus, ms from the first sample. */
  readonly stimulus: readonly [start: number, end: number];
}

/** The step of the published synthetic experiment: 0.5 nA into a membrane of pi (70 um)^2. */
export const stepOptions = [
  { name: "duration", unit: "ms", type: "number", default: 120, description: "Simulated time." },
  {
    name: "time-step",
    unit: "ms",
    type: "number",
    default: 0.01,
    description: "Time between samples.",
  },
  {
    name: "initial-voltage",
    unit: "mV",
    type: "number",
    default: -70,
    description: "Membrane voltage at the start.",
  },
  {
    name: "step-current",
    unit: "uA/cm2",
    type: "number",
    default: 5e-4 / (Math.PI * 70e-4 ** 2),
    description: "Injected current density during the step.",
  },
  {
    name: "step-start",
    unit: "ms",
    type: "number",
    default: 10,
    description: "Onset of the step.",
  },
  { name: "step-end", unit: "ms", type: "number", default: 110, description: "End of the step." },
] as const satisfies readonly OptionSpec[];

/** Throws on an option that is unknown or describes no experiment. */
export function resolveProtocol(options: HodgkinHuxleyOptions = {}): Protocol {
  const names = [...stepOptions.map(({ name }) => name), "current"];
  const stray = Object.keys(options).find((name) => !names.includes(name));
  assert(
    stray === undefined,
    "name",
    PACKAGE,
    () => `expected options named ${names.join(", ")}, got ${stray}; correct the name`,
  );
  const { "time-step": dt, "initial-voltage": initialVoltage, ...step } = withDefaults(options);
  assertPositive(dt, "time-step", PACKAGE);
  assertFinite([initialVoltage, step["step-current"]], "initial-voltage and step-current", PACKAGE);
  const samples = Math.round(step.duration / dt) + 1;
  assertCount(samples, "samples in duration", PACKAGE, 3);
  assert(
    samples <= MOST_SAMPLES,
    "range",
    PACKAGE,
    () =>
      `expected at most ${MOST_SAMPLES} samples, got duration / time-step = ${samples - 1}; shorten the duration or lengthen the time-step`,
  );
  const stimulus = [step["step-start"], step["step-end"]] as const;
  assert(
    stimulus[0] > 0 && stimulus[0] < stimulus[1] && stimulus[1] <= step.duration,
    "range",
    PACKAGE,
    () =>
      `expected 0 < step-start < step-end <= duration (${step.duration} ms), got ${stimulus[0]} and ${stimulus[1]} ms; move the step inside the simulated time`,
  );
  const current = options.current ?? new Float64Array(samples);
  assertLength(current, samples, "current", PACKAGE);
  assertFinite(current, "current", PACKAGE);
  if (options.current === undefined)
    current.fill(step["step-current"], Math.round(stimulus[0] / dt), Math.round(stimulus[1] / dt));
  return { current, dt, initialVoltage, stimulus };
}

function withDefaults(options: HodgkinHuxleyOptions) {
  const values = stepOptions.map(({ name, default: standard }) => [
    name,
    options[name] ?? standard,
  ]);
  return Object.fromEntries(values) as Record<(typeof stepOptions)[number]["name"], number>;
}
