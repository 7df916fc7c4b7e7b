import { assert, assertCount, assertPositive, assertRange } from "@retrodict/check";
import type { OptionSpec } from "@retrodict/spec";
import { statisticSets, type PyloricSummaryOptions, type StopEarly } from "./statistics/index.ts";

const PACKAGE = "pyloric";

/** The kernel counts samples in 32 bits. */
const MOST_SAMPLES = 2 ** 31 - 1;
/** The statistics smooth over 0.5 ms, for which they need four samples. */
const LONGEST_STEP = 0.125;

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
  readonly statistics: NonNullable<PyloricSummaryOptions["statistics"]>;
  readonly "stop-early": StopEarly;
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
    name: "statistics",
    unit: "1",
    type: "string",
    default: "pnas",
    choices: statisticSets,
    description:
      "Those to condition on: all, the 18 of the PNAS paper, the 15 of Prinz et al., or the 18 as the eLife paper orders them.",
  },
  {
    name: "stop-early",
    unit: "1",
    type: "string",
    default: "provable",
    choices: ["provable", "none", "fast"],
    description:
      "When to give a run up: once it provably cannot become triphasic, never, or also if a neuron had no burst within 3 s, which loses some valid runs.",
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
  assertRange(protocol["time-step"], 0, LONGEST_STEP, "time-step", PACKAGE);
  assertPositive(protocol.temperature, "temperature", PACKAGE);
  assertRange(protocol.noise, 0, Infinity, "noise", PACKAGE);
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
