/**
 * Candidate experiments as the command line names them, `weak: step-current=1; strong: step-current=4, duration=200`, or
 * a JSON file, `{"weak": {"step-current": 1}}`: options of a plugin.
 */
import { resolve } from "node:path";
import { RetrodictError } from "@retrodict/check";
import type { OptionSpec, SimulatorEntry } from "@retrodict/spec";
import { fail, oneLine } from "./fail.ts";
import { didYouMean } from "./near.ts";
import { flagOf, parseValue, type PluginValues } from "./option-flags.ts";
import { readText } from "./table.ts";

export interface Candidate {
  readonly name: string;
  /** What sets it apart, by the names of options; others are as all candidates have them. */
  readonly values: PluginValues;
}

/** Reads `--candidates`; throws on options the simulator lacks and values they cannot have. */
export function readCandidates(
  text: string,
  entry: SimulatorEntry,
  cwd: string,
): readonly Candidate[] {
  const written = text.endsWith(".json") ? fromFile(text, cwd) : fromText(text);
  if (written.length === 0)
    fail("argument", "--candidates: expected at least one experiment, got none; add some");
  const names = written.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    fail("name", `--candidates: ${twice} is named twice; give each a name of its own`);
  return written.map(({ name, settings }) => ({
    name,
    values: Object.fromEntries(settings.map((setting) => readSetting(name, setting, entry))),
  }));
}

interface Written {
  readonly name: string;
  readonly settings: readonly (readonly [option: string, value: string])[];
}

/** A candidate without a name is called what it is. */
function fromText(text: string): readonly Written[] {
  return parts(text, ";").map((candidate) => {
    const [, name = candidate, rest = candidate] = /^([^:=]+):(.*)$/.exec(candidate) ?? [];
    const settings = parts(rest, ",").map((setting) => {
      const [, option, value] = /^([^=]+)=(.*)$/.exec(setting) ?? [];
      return value === undefined
        ? fail(
            "argument",
            `--candidates: expected "name: option=value, …; …", got "${setting}"; correct it`,
          )
        : ([option.trim(), value.trim()] as const);
    });
    return { name: name.trim(), settings };
  });
}

const parts = (text: string, separator: string): readonly string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== "");

function fromFile(file: string, cwd: string): readonly Written[] {
  const text = readText(resolve(cwd, file), file, "--candidates");
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return fail("data", `${file}: not valid JSON: ${oneLine(error)}; correct the file`, error);
  }
  return entriesOf(parsed, file).map(([name, settings]) => ({
    name,
    settings: entriesOf(settings, `${file}: ${name}`).map(
      ([option, value]) => [option, String(value)] as const,
    ),
  }));
}

function entriesOf(value: unknown, source: string): readonly [string, unknown][] {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return Object.entries(value);
  return fail(
    "data",
    `${source}: expected a JSON object, as in {"weak": {"step-current": 1}}; correct the file`,
  );
}

/** The name of an option and its value, checked against its metadata. */
function readSetting(
  candidate: string,
  [option, text]: readonly [string, string],
  { options = [], info }: SimulatorEntry,
): readonly [string, unknown] {
  const spec = options.find(({ name }) => name === option || flagOf(name) === `--${option}`);
  if (spec === undefined) return unknownOption(candidate, option, { options, id: info.id });
  try {
    return [spec.name, parseValue(spec, text)];
  } catch (error) {
    if (!(error instanceof RetrodictError)) throw error;
    return fail(error.code, `--candidates: ${candidate}: ${oneLine(error)}`, error);
  }
}

function unknownOption(
  candidate: string,
  option: string,
  { options, id }: { readonly options: readonly OptionSpec[]; readonly id: string },
): never {
  const known = options.map(({ name }) => flagOf(name).slice(2));
  const remedy = known.length === 0 ? "it has none" : `choose from ${known.join(", ")}`;
  return fail(
    "name",
    `--candidates: ${candidate}: ${id} has no option ${option}${didYouMean(option, known)}; ${remedy}`,
  );
}
