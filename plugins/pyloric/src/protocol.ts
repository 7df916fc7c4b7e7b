import { assert, assertCount, assertFinite, assertPositive } from "@retrodict/check";
import type { OptionSpec } from "@retrodict/spec";

const PACKAGE = "pyloric";

/** Longer runs would have sample numbers that the kernel's integers cannot hold. */
const MOST_SAMPLES = 2 ** 31 - 1;

/** Settings of the experiment and of how it is computed, by the names of `pyloricOptions`. */
export type PyloricOptions = { readonly [Name in keyof Protocol]?: Protocol[Name] };

/** Every option, checked. */
export interface Protocol {
  readonly duration: number;
  readonly "burn-in": number;
  readonly "time-step": number;
  readonly temperature: number;
  readonly noise: number;
  readonly energies: boolean;
  readonly q10: "none" | "conductances" | "all";
  readonly "stop-early": "provable" | "none" | "fast";
  readonly gates: "tables" | "formulas";
  readonly "noise-stream": "splitmix" | "numpy";
}

export const pyloricOptions = [
  { name: "duration", unit: "ms", type: "number", default: 11_000, description: "Simulated time." },
  {
    name: "burn-in",
    unit: "ms",
    type: "number",
    default: 1000,
    description: "Time at the start that the statistics leave out.",
  },
  {
    name: "time-step",
    unit: "ms",
    type: "number",
    default: 0.025,
    description: "Time between samples. The noise is per sample, so it changes with it.",
  },
  {
    name: "temperature",
    unit: "K",
    type: "number",
    default: 283,
    description: "Temperature. Conductances and rates are those of 283 K, times their Q10s.",
  },
  {
    name: "noise",
    unit: "uA",
    type: "number",
    default: 0.001,
    description: "Standard deviation of the current injected into each neuron at each sample.",
  },
  {
    name: "energies",
    unit: "1",
    type: "boolean",
    default: true,
    description: "Whether the nine statistics of energy are computed.",
  },
  {
    name: "q10",
    unit: "1",
    type: "string",
    default: "none",
    choices: ["none", "conductances", "all"],
    description:
      "Which Q10s are parameters: none, the 10 of conductances, or those and 5 of rates.",
  },
  {
    name: "stop-early",
    unit: "1",
    type: "string",
    default: "provable",
    choices: ["provable", "none", "fast"],
    description:
      "When to give a run up: once it can no longer be triphasic, never, or (which loses valid runs) when a neuron is still silent after 3 s.",
  },
  {
    name: "gates",
    unit: "1",
    type: "string",
    default: "tables",
    choices: ["tables", "formulas"],
    description: "Whether gating functions are looked up or computed at every step.",
  },
  {
    name: "noise-stream",
    unit: "1",
    type: "string",
    default: "splitmix",
    choices: ["splitmix", "numpy"],
    description: "Where the noise comes from: fast normals, or those of numpy's RandomState.",
  },
] as const satisfies readonly OptionSpec[];

/** Throws on an option that is unknown or describes no experiment. */
export function resolveProtocol(options: PyloricOptions = {}): Protocol {
  const names: readonly string[] = pyloricOptions.map(({ name }) => name);
  const stray = Object.keys(options).find((name) => !names.includes(name));
  assert(
    stray === undefined,
    "name",
    PACKAGE,
    () => `expected options named ${names.join(", ")}, got ${stray}; correct the name`,
  );
  const values = pyloricOptions.map((option) => [option.name, valueOf(option, options)]);
  const protocol = Object.freeze(Object.fromEntries(values) as unknown as Protocol);
  assertPositive(protocol["time-step"], "time-step", PACKAGE);
  assertPositive(protocol.temperature, "temperature", PACKAGE);
  assertFinite([protocol.noise], "noise", PACKAGE);
  assertCount(samplesOf(protocol), "samples in duration", PACKAGE, 1);
  assert(
    samplesOf(protocol) <= MOST_SAMPLES,
    "range",
    PACKAGE,
    () =>
      `expected at most ${MOST_SAMPLES} samples, got duration / time-step = ${samplesOf(protocol)}; shorten the duration or lengthen the time-step`,
  );
  assert(
    protocol["burn-in"] >= 0 && protocol["burn-in"] < protocol.duration,
    "range",
    PACKAGE,
    () =>
      `expected 0 <= burn-in < duration (${protocol.duration} ms), got ${protocol["burn-in"]} ms; leave time to measure`,
  );
  return protocol;
}

/** Samples of a run; the first is its start. */
export function samplesOf(protocol: Protocol): number {
  return Math.round(protocol.duration / protocol["time-step"]);
}

function valueOf(option: (typeof pyloricOptions)[number], options: PyloricOptions) {
  const value = options[option.name] ?? option.default;
  const choices: readonly unknown[] | undefined =
    option.type === "string" ? option.choices : undefined;
  assert(
    typeof value === option.type && (choices?.includes(value) ?? true),
    "argument",
    PACKAGE,
    () =>
      `expected ${option.name} to be ${choices?.join(" or ") ?? `a ${option.type}`}, got ${String(value)}; choose one of these`,
  );
  return value;
}
