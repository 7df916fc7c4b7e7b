import { assert, assertRange } from "@retrodict/check";
import type { Observation, OptionSpec, Options, Recording, RecordingReader } from "@retrodict/spec";
import type { HodgkinHuxleyOptions } from "./protocol.ts";
import { stimulusOf } from "./stimulus.ts";

const PACKAGE = "hodgkin-huxley";

const columns = [
  { name: "time_ms", unit: "ms", description: "Time of the sample, on a uniform grid." },
  { name: "voltage_mV", unit: "mV", description: "Recorded membrane voltage." },
  {
    name: "current_pA",
    unit: "pA",
    description: "Injected current, depolarising positive.",
    symbol: "I",
  },
] as const;

/** From a speck to a squid axon; an area in um2 lies above. */
const AREA_BOUNDS = [1e-8, 1] as const;

const options = [
  {
    name: "membrane-area",
    unit: "cm2",
    type: "number",
    required: true,
    bounds: AREA_BOUNDS,
    description:
      "Area of the cell's membrane, which turns current into current density; at 1 uF/cm2 it is the membrane time constant over the input resistance.",
  },
  {
    name: "junction-potential",
    unit: "mV",
    type: "number",
    default: 0,
    description: "Added to the recorded voltage to correct for the liquid junction, as in -14.",
  },
  {
    name: "stimulus-start",
    unit: "ms",
    type: "number",
    description:
      "Onset of the stimulus in the recording's time; found in the current if not given.",
  },
  {
    name: "stimulus-end",
    unit: "ms",
    type: "number",
    description: "End of the stimulus in the recording's time; found in the current if not given.",
  },
] as const satisfies readonly OptionSpec[];

/**
 * A current-clamp sweep as an observation: the recorded current over the membrane's area drives the
 * simulated neuron, which starts at the first recorded voltage.
 */
export const currentClampReader: RecordingReader = Object.freeze({
  columns,
  options,
  read(recording: Recording, given: Options): Observation {
    const [time, voltage, current] = columns.map(({ name }) => columnOf(recording, name)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const dt = stepOf(time, recording.source);
    const area = numberOf(given, "membrane-area");
    assertRange(area, ...AREA_BOUNDS, "membrane-area (cm2)", PACKAGE);
    const junction = numberOf(given, "junction-potential", 0);
    const raw = voltage.map((value) => value + junction);
    const [start, end] = stimulusOf(current, time, given, recording.source);
    const density = current.map((picoampere) => (picoampere * 1e-6) / area);
    // All of the step's options, so that none of them can be set against what was recorded.
    const experiment: Required<HodgkinHuxleyOptions> = {
      duration: time[time.length - 1] - time[0],
      "time-step": dt,
      "initial-voltage": raw[0],
      "step-current": density[Math.round((start + end) / 2 / dt)],
      "step-start": start,
      "step-end": end,
      current: density,
    };
    return { options: experiment, raw };
  },
});

function columnOf({ source, columns: found }: Recording, name: string): Float64Array {
  const column = found.find((candidate) => candidate.name === name);
  const names = found.map((candidate) => candidate.name).join(", ");
  assert(
    column !== undefined,
    "name",
    PACKAGE,
    () => `expected a column ${name} in ${source}, got ${names}; rename or add it`,
  );
  const { data } = column;
  const length = found[0].data.length;
  assert(
    data.length === length && length >= 3,
    "shape",
    PACKAGE,
    () =>
      `expected columns of one length, at least 3 samples, in ${source}, got ${data.length} in ${name} and ${length} in ${found[0].name}; complete the recording`,
  );
  const broken = data.findIndex((value) => !Number.isFinite(value));
  assert(
    broken < 0,
    "data",
    PACKAGE,
    () =>
      `expected finite numbers in ${source}, got ${data[broken]} in column ${name}, data row ${broken + 1}; repair or cut the recording`,
  );
  return data;
}

/** The time step of a uniform grid; a time may be off by a fiftieth of a step, as rounded decimals are. */
function stepOf(time: Float64Array, source: string): number {
  const n = time.length - 1;
  const dt = (time[n] - time[0]) / n;
  const even = time.every((t, i) => Math.abs(t - time[0] - i * dt) <= 0.02 * dt);
  assert(dt > 0 && even, "data", PACKAGE, () => {
    const at = oddStep(time);
    return `expected increasing, evenly spaced times in column time_ms of ${source}, got ${time[at]} after ${time[at - 1]} ms at data row ${at + 1}; resample the recording`;
  });
  // Decimal times leave a rounding error in the quotient, which 12 digits do without.
  return Number(dt.toPrecision(12));
}

/** The sample whose distance from the one before it is least like the first. */
function oddStep(time: Float64Array): number {
  const first = time[1] - time[0];
  const oddness = time.map((t, i) => (i === 0 ? 0 : Math.abs(t - time[i - 1] - first)));
  return Math.max(1, oddness.indexOf(oddness.reduce((a, b) => Math.max(a, b))));
}

function numberOf(options: Options, name: string, fallback?: number): number {
  const value = options[name] ?? fallback;
  assert(
    typeof value === "number" && Number.isFinite(value),
    "argument",
    PACKAGE,
    () => `expected a number for ${name}, got ${String(value)}; pass it`,
  );
  return value;
}
