import type { Options, Recording, RecordingReader } from "@retrodict/spec";
import { options } from "./experiment.ts";

const columns = [
  { name: "temperature_K", unit: "K", description: "Warming of the surface, one value a year." },
  { name: "imbalance_W_m2", unit: "W/m2", description: "Imbalance at the top of the atmosphere." },
] as const;

/** A run of a climate model, as yearly global means less those of its control run. */
export const runReader: RecordingReader = Object.freeze({
  columns,
  options: options.filter(({ name }) => name !== "duration"),
  read(recording: Recording, given: Options) {
    const [temperature, imbalance] = columns.map(({ name }) => columnOf(recording, name)) as [
      Float64Array,
      Float64Array,
    ];
    const raw = new Float64Array(2 * temperature.length);
    raw.set(temperature);
    raw.set(imbalance, temperature.length);
    return { options: { ...given, duration: temperature.length }, raw };
  },
});

function columnOf({ source, columns: found }: Recording, name: string): Float64Array {
  const column = found.find((candidate) => candidate.name === name);
  if (column === undefined)
    throw new Error(`climate: ${source} has no column ${name}; rename or add it`);
  if (!column.data.every((value) => Number.isFinite(value)))
    throw new Error(`climate: column ${name} of ${source} has gaps; fill or cut them`);
  return column.data;
}
