import { assert, assertCount, assertFinite, assertPositive } from "@retrodict/check";
import type { OptionSpec } from "@retrodict/spec";

/** An experiment: what is injected, on which grid, and when the stimulus is on. */
export interface Protocol {
  /** Injected current density per sample, uA/cm2. */
  readonly current: Float64Array;
  /** Time between samples, ms. */
  readonly dt: number;
  /** Voltage at the first sample, mV. */
  readonly initialVoltage: number;
  /** Onset and end of the stimulus, ms from the first sample; the statistics are measured against them. */
  readonly stimulus: readonly [start: number, end: number];
}

/** Either the numbers of a current step, each with its default, or a whole protocol. */
export interface HodgkinHuxleyOptions {
  readonly duration?: number;
  readonly "time-step"?: number;
  readonly "initial-voltage"?: number;
  readonly "step-current"?: number;
  readonly "step-start"?: number;
  readonly "step-end"?: number;
  /** Replaces the step by any current. */
  readonly protocol?: Protocol;
}

/** The step of the published synthetic experiment: 0.5 nA into a cylinder of radius and length 70 um. */
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

/** The experiment that `options` describe. Throws on numbers that describe none. */
export function resolveProtocol(options: HodgkinHuxleyOptions = {}): Protocol {
  const protocol = options.protocol ?? stepProtocol(options);
  const { current, dt, initialVoltage, stimulus } = protocol;
  assertPositive(dt, "time-step", "hodgkin-huxley");
  assertFinite([initialVoltage], "initial-voltage", "hodgkin-huxley");
  assertFinite(current, "current", "hodgkin-huxley");
  const end = (current.length - 1) * dt;
  assert(
    stimulus[0] > 0 && stimulus[0] < stimulus[1] && stimulus[1] <= end,
    "range",
    "hodgkin-huxley",
    () =>
      `expected a stimulus that starts after 0 ms and ends later, by ${end} ms, got ${stimulus[0]} to ${stimulus[1]} ms; move its edges inside the simulated time`,
  );
  return protocol;
}

function stepProtocol(options: HodgkinHuxleyOptions): Protocol {
  const defaults = Object.fromEntries(stepOptions.map((option) => [option.name, option.default]));
  const value = (name: (typeof stepOptions)[number]["name"]) => options[name] ?? defaults[name]!;
  const dt = value("time-step");
  const steps = Math.round(value("duration") / dt);
  assertCount(steps, "the number of time steps in duration", "hodgkin-huxley");
  const stimulus = [value("step-start"), value("step-end")] as const;
  const current = new Float64Array(steps + 1);
  current.fill(value("step-current"), Math.round(stimulus[0] / dt), Math.round(stimulus[1] / dt));
  return { current, dt, initialVoltage: value("initial-voltage"), stimulus };
}
