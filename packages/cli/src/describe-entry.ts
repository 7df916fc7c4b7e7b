import type {
  FieldSpec,
  OptionSpec,
  ParameterSpec,
  SimulatorEntry,
  SimulatorInfo,
} from "@retrodict/spec";
import { unitText } from "@retrodict/plot";
import { configuredStatistic } from "@retrodict/simulate";
import { flagOf } from "./option-flags.ts";
import { textTable } from "./text-table.ts";

/** All that a person needs to know of a simulator before running it. */
export function describeEntry(entry: SimulatorEntry): string {
  const { info, options = [], recording, observations = [] } = entry;
  return sections([
    [`${info.id} ${info.version}: ${info.description}`, ""],
    [parameterTitle(info), parameterTable(info.parameters)],
    ["Features inference conditions on:", fieldTable(featuresOf(entry))],
    ["Options:", textTable(options.map(optionRow))],
    ["Columns of a recording (--observed):", fieldTable(recording?.columns ?? [])],
    ["Options of a recording:", textTable((recording?.options ?? []).map(optionRow))],
    [
      "Observations that come with it (--observation):",
      textTable(observations.map(({ name, description }) => [name, description])),
    ],
    ["Please cite:", (info.citations ?? []).map(citation).join("\n")],
  ]);
}

/** The same as data. */
export function entryData(entry: SimulatorEntry) {
  const { info, options = [], recording, observations = [] } = entry;
  return {
    ...info,
    features: featuresOf(entry),
    options,
    recording: recording && { columns: recording.columns, options: recording.options },
    observations: observations.map(({ name, description }) => ({ name, description })),
  };
}

/** What follows the flags in the help of a command that runs this simulator. */
export function entryHelp(entry: SimulatorEntry): string {
  const { info, recording, observations = [] } = entry;
  return sections([
    [parameterTitle(info), parameterTable(info.parameters)],
    ["Columns of a recording (--observed):", fieldTable(recording?.columns ?? [])],
    [
      "Observations that come with it (--observation):",
      textTable(observations.map(({ name, description }) => [name, description])),
    ],
  ]);
}

const featuresOf = (entry: SimulatorEntry) => configuredStatistic(entry).features;

const parameterTitle = ({ prior }: SimulatorInfo) =>
  prior === undefined
    ? "Parameters, with the bounds of the default prior:"
    : "Parameters, with the range of most of the default prior, which is not uniform:";

const sections = (parts: readonly (readonly [title: string, body: string])[]): string =>
  parts
    .filter(([, body], i) => i === 0 || body !== "")
    .map(([title, body]) => `${title}${body === "" ? "" : `\n${body}`}`)
    .join("\n\n");

const unitOf = ({ unit }: FieldSpec) => unitText(unit);

function parameterTable(parameters: readonly ParameterSpec[]): string {
  return textTable(
    parameters.map((spec) => [
      spec.name,
      spec.bounds.map(shown).join(" to "),
      unitOf(spec),
      spec.scale === "log" ? "log scale" : "",
      spec.description,
    ]),
  );
}

const fieldTable = (fields: readonly FieldSpec[]) =>
  textTable(fields.map((field) => [field.name, unitOf(field), field.description]));

const optionRow = (option: OptionSpec) => [
  flagOf(option.name),
  unitOf(option),
  option.required ? "required" : option.default === undefined ? "" : `default ${defaultOf(option)}`,
  `${option.description}${choicesOf(option)}`,
];

const defaultOf = ({ default: value }: OptionSpec) =>
  typeof value === "number" ? shown(value) : String(value);

const choicesOf = (option: OptionSpec) =>
  option.type === "string" && option.choices ? ` One of ${option.choices.join(", ")}.` : "";

/** Six digits are enough to read; `--json` has them all. */
const shown = (value: number) => String(Number(value.toPrecision(6)));

const citation = ({
  authors,
  year,
  title,
  doi,
  url,
}: NonNullable<SimulatorEntry["info"]["citations"]>[number]) =>
  `  ${authors} (${year}): ${title}. ${doi === undefined ? (url ?? "") : `https://doi.org/${doi}`}`.trimEnd();
