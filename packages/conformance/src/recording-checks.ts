import type { OptionSpec, RecordingReader, SimulatorEntry } from "@retrodict/spec";
import { check } from "./check.ts";
import { expectTrue } from "./expect.ts";
import { checkFields } from "./fields.ts";
import { checkOptionSpecs } from "./option-checks.ts";
import { expectRefusal } from "./refusal.ts";
import type { Check } from "./types.ts";

/** What a reader declares and refuses; whether it reads a table rightly only its author's own data can tell. */
export function recordingChecks({ recording }: SimulatorEntry): readonly Check[] {
  if (recording === undefined) return [];
  return [
    check("a recording's columns and options have names, descriptions and defaults", () => {
      checkFields(recording.columns, "columns");
      expectTrue(recording.columns.length > 0, "a column of the recording", "none");
      checkOptionSpecs(recording.options, "options of a recording");
    }),
    check("refuses a recording that lacks a column, and names it", () => checkColumns(recording)),
  ];
}

function checkColumns(recording: RecordingReader): void {
  const source = "recording.csv";
  const ramp = Float64Array.from({ length: 100 }, (_, i) => i);
  const values = recording.options.map((option) => [option.name, someValue(option)]);
  for (const { name: missing } of recording.columns) {
    const rest = recording.columns.filter(({ name }) => name !== missing);
    const columns = rest.map(({ name }) => ({ name, data: ramp }));
    expectRefusal(
      () => recording.read({ source, columns }, Object.fromEntries(values)),
      "read",
      "a recording without a column",
      missing,
    );
  }
}

/** A value that the option allows. */
function someValue(option: OptionSpec): unknown {
  if (option.default !== undefined) return option.default;
  if (option.type === "number") return option.bounds?.[0] ?? 1;
  return option.type === "string" ? (option.choices?.[0] ?? "text") : true;
}
