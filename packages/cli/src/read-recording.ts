import type { FieldSpec, Observation, Options, Recording, RecordingReader } from "@retrodict/spec";
import { fail } from "./fail.ts";
import { didYouMean } from "./near.ts";
import type { Table } from "./table.ts";

/** Hands a table to a plugin's reader once its columns are the ones the reader knows. */
export function readRecording(
  reader: RecordingReader,
  table: Table,
  options: Options,
): Observation {
  checkColumns(table, reader.columns);
  return reader.read(toRecording(table), options);
}

/** The table in the form of the plugin interface. */
export function toRecording({ source, names, columns }: Table): Recording {
  return { source, columns: names.map((name, i) => ({ name, data: columns[i] })) };
}

function checkColumns({ source, names }: Table, known: readonly FieldSpec[]): void {
  const wanted = new Set(known.map(({ name }) => name));
  for (const name of names) if (!wanted.has(name)) refuseColumn(source, name, known);
  const missing = known.find((column) => !names.includes(column.name));
  if (missing !== undefined)
    fail(
      "name",
      `${source}: column ${missing.name} is missing (${missing.description.replace(/\.$/, "")}, in ${missing.unit}); add it`,
    );
}

function refuseColumn(source: string, name: string, known: readonly FieldSpec[]): never {
  const wanted = known.map((column) => column.name);
  const [stem, unit] = splitUnit(name);
  const sibling = known.find((column) => splitUnit(column.name)[0] === stem);
  const problem =
    unit === "" ? `column ${name} names no unit` : `unknown unit "${unit}" of column ${name}`;
  return sibling !== undefined
    ? fail(
        "name",
        `${source}: ${problem}; convert it to ${sibling.unit} and name it ${sibling.name}`,
      )
    : fail(
        "name",
        `${source}: unknown column ${name}${didYouMean(name, wanted)}; a recording has ${wanted.join(", ")}; rename or remove it`,
      );
}

/** `voltage_mV` is `voltage` in `mV`. */
function splitUnit(name: string): [stem: string, unit: string] {
  const at = name.lastIndexOf("_");
  return at < 0 ? [name, ""] : [name.slice(0, at), name.slice(at + 1)];
}
