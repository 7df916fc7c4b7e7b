import type { OptionSpec, Options, SimulatorEntry } from "@retrodict/spec";
import { check } from "./check.ts";
import { expectSameData } from "./data.ts";
import { expectTrue } from "./expect.ts";
import { checkFields } from "./fields.ts";
import { expectRefusal } from "./refusal.ts";
import type { Check } from "./types.ts";

/** Tools make `--name` of it; `--no-name` would say the opposite of another flag. */
const FLAG = /^(?!no-)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Options as declared, and as `create` and `summary` take them. */
export function optionChecks(entry: SimulatorEntry): readonly Check[] {
  return [
    check("options have names, descriptions, and defaults that they allow", () =>
      checkDeclared(entry),
    ),
    check("made without options or with their defaults, it is what its metadata says", () =>
      checkDefaults(entry),
    ),
    check("takes every choice of an option, with the same parameters", () => checkChoices(entry)),
    check("refuses options it does not have", () => checkUnknown(entry)),
  ];
}

export function checkOptionSpecs(options: readonly OptionSpec[], what: string): void {
  checkFields(options, what);
  for (const option of options) {
    const { name, default: standard, required = false } = option;
    expectTrue(FLAG.test(name), `names of ${what} as in time-step`, JSON.stringify(name));
    expectTrue(
      standard === undefined || (allows(option, standard) && !required),
      `a default of ${name} that is a ${option.type} it allows, and none where it must be given`,
      JSON.stringify(standard),
    );
  }
}

function checkDeclared({ options = [], recording }: SimulatorEntry): void {
  checkOptionSpecs(options, "options");
  for (const option of options) {
    expectTrue(
      option.required !== true,
      `a default of option ${option.name}, since tools make simulators without options to describe them`,
      "required: true",
    );
    const shared = recording?.options.find(({ name }) => name === option.name);
    if (shared) expectSameData(shared, option, `option ${option.name} of the recording`);
  }
}

function allows(option: OptionSpec, value: unknown): boolean {
  if (typeof value !== option.type) return false;
  if (option.type === "string") return option.choices?.includes(value as string) ?? true;
  if (option.type === "boolean") return true;
  const [lower, upper] = option.bounds ?? [-Infinity, Infinity];
  return lower <= (value as number) && (value as number) <= upper;
}

function checkDefaults(entry: SimulatorEntry): void {
  const options = entry.options ?? [];
  const values = options.map(({ name, default: standard }) => [name, standard] as const);
  const given = values.filter(([, value]) => value !== undefined);
  const all: Options = Object.fromEntries(given);
  const each = given.map(([name, value]) => ({ [name]: value }));
  for (const defaults of [undefined, {}, all, ...each]) {
    const what = defaults === undefined ? "nothing" : JSON.stringify(defaults);
    expectSameData(entry.create(defaults).info, entry.info, `info of create(${what})`);
    if (entry.summary === undefined) continue;
    const { features } = entry.summary(defaults);
    expectSameData(features, entry.summary().features, `features of summary(${what})`);
  }
}

function checkChoices(entry: SimulatorEntry): void {
  for (const option of entry.options ?? []) {
    for (const choice of choicesOf(option)) {
      const options = { [option.name]: choice };
      const what = `create(${JSON.stringify(options)})`;
      checkParametersStay(entry, options, what);
      entry.summary?.(options);
    }
  }
}

/** Tools take the prior from the metadata, whatever the options. */
export function checkParametersStay(entry: SimulatorEntry, options: Options, what: string): void {
  const { parameters } = entry.create(options).info;
  expectSameData(parameters, entry.info.parameters, `parameters of ${what}`);
}

function choicesOf(option: OptionSpec): readonly unknown[] {
  if (option.type === "boolean") return [true, false];
  return option.type === "string" ? (option.choices ?? []) : [];
}

function checkUnknown(entry: SimulatorEntry): void {
  const unknown = { "no-such-option": 1 };
  expectRefusal(() => entry.create(unknown), "create", "an option of an unknown name");
  if (entry.summary === undefined) return;
  expectRefusal(() => entry.summary!(unknown), "summary", "an option of an unknown name");
}
