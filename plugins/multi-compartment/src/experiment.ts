import { assert, assertCount, assertPositive, assertRange } from "@retrodict/check";
import type { OptionSpec } from "@retrodict/spec";
import { sectionsOf } from "./cell.ts";
import { PACKAGE } from "./morphology.ts";
import type { HodgkinHuxleyCableOptions, PassiveCableOptions } from "./options.ts";
import { placeAt, type Place } from "./place.ts";
import { treeOf, type Tree } from "./tree.ts";

/** Traces of more samples than this would not fit into the kernel's memory. */
const MOST_SAMPLES = 1e8;

/** What the options come to: a cell, where it is stimulated and recorded, and how. */
export interface Experiment {
  readonly tree: Tree;
  readonly stimulus: Place;
  readonly electrodes: readonly Place[];
  /** Time between samples, ms. */
  readonly dt: number;
  /** Samples of each trace. */
  readonly samples: number;
  /** Height of the current step, nA. */
  readonly current: number;
  /** First sample of the step, and the one at which it is over. */
  readonly step: readonly [onset: number, end: number];
  /** nA.ms^0.5 */
  readonly currentNoise: number;
  /** mV */
  readonly recordingNoise: number;
}

type Options = PassiveCableOptions | HodgkinHuxleyCableOptions;
type CommonOptions = Omit<PassiveCableOptions, "resting-voltage">;

/** Options with their defaults filled in, without those that have none. */
type Resolved<O> = Required<Omit<O, "stimulus-place" | "electrodes">>;

/**
 * Fills defaults in and checks names and kinds of values. Throws on an option that is not among `specs`, a
 * number that is none, and a place that is no text.
 */
export function withDefaults<O extends Options>(
  specs: readonly OptionSpec[],
  options: O,
): Resolved<O> {
  const stray = Object.keys(options).find((name) => specs.every((spec) => spec.name !== name));
  assert(
    stray === undefined,
    "name",
    PACKAGE,
    () =>
      `expected options named ${specs.map(({ name }) => name).join(", ")}, got ${stray}; correct the name`,
  );
  const given: Record<string, unknown> = { ...options };
  const values = specs.map((spec) => {
    const value = given[spec.name] ?? spec.default;
    if (spec.type === "number") assertNumber(value, spec.name);
    return [spec.name, value];
  });
  for (const name of ["stimulus-place", "electrodes"])
    if (given[name] !== undefined) assertText(given[name], name);
  return Object.fromEntries(values) as Resolved<O>;
}

/** Throws on options that describe no experiment. */
export function experimentOf(options: Options, resolved: Resolved<CommonOptions>): Experiment {
  const tree = treeOf(sectionsOf(options, resolved));
  const sections = [...tree.sections.keys()];
  const stimulus = options["stimulus-place"] ?? `${sections[0]}:0`;
  const electrodes = options.electrodes ?? `${sections[0]}:0, ${sections.at(-1)}:1`;
  const { "current-noise": currentNoise, "recording-noise": recordingNoise } = resolved;
  assertRange(currentNoise, 0, Number.MAX_VALUE, "current-noise", PACKAGE);
  assertRange(recordingNoise, 0, Number.MAX_VALUE, "recording-noise", PACKAGE);
  return {
    tree,
    stimulus: placeAt(tree, stimulus, "stimulus-place"),
    electrodes: electrodes.split(",").map((text) => placeAt(tree, text, "electrodes")),
    ...timingOf(resolved),
    current: resolved["step-current"],
    currentNoise,
    recordingNoise,
  };
}

function timingOf(options: Resolved<CommonOptions>): Pick<Experiment, "dt" | "samples" | "step"> {
  const { duration, "time-step": dt, "step-start": start, "step-end": end } = options;
  assertPositive(dt, "time-step", PACKAGE);
  const samples = Math.round(duration / dt) + 1;
  const step = [Math.round(start / dt), Math.round(end / dt)] as const;
  assertCount(samples, "samples in duration", PACKAGE, 4);
  assert(
    samples <= MOST_SAMPLES,
    "range",
    PACKAGE,
    () =>
      `expected at most ${MOST_SAMPLES} samples, got duration / time-step = ${samples - 1}; shorten the duration or lengthen the time-step`,
  );
  assert(
    step[0] > 0 && step[0] < step[1] && step[1] < samples,
    "range",
    PACKAGE,
    () =>
      `expected 0 < step-start < step-end <= duration (${duration} ms) on samples of their own, every ${dt} ms, got ${start} and ${end} ms; move the step inside the simulated time`,
  );
  return { dt, samples, step };
}

function assertNumber(value: unknown, name: string): void {
  assert(
    typeof value === "number" && Number.isFinite(value),
    "argument",
    PACKAGE,
    () => `expected a finite number for ${name}, got ${String(value)}; pass one or leave it out`,
  );
}

function assertText(value: unknown, name: string): void {
  assert(
    typeof value === "string",
    "argument",
    PACKAGE,
    () => `expected text for ${name}, got ${String(value)}; write section:fraction, commas between`,
  );
}
