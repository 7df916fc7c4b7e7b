import { readFileSync } from "node:fs";
import { stream } from "@retrodict/random";
import type { Recording } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { currentClampReader, hodgkinHuxley, hodgkinHuxleySummary } from "./index.ts";

const { cells } = JSON.parse(
  readFileSync(new URL("./fixtures/allen-observed.json", import.meta.url), "utf8"),
) as {
  cells: readonly {
    readonly cell: number;
    readonly sweep: number;
    readonly A_soma_cm2: number;
    readonly V0_mV: number;
    readonly I_step_uA_per_cm2: number;
    readonly stats: readonly number[];
  }[];
};

function sweep(cell: number, number: number): Recording {
  const name = `allen-${cell}-sweep-${number}.csv`;
  const folder = "../../../examples/hodgkin-huxley-recording/data";
  const text = readFileSync(new URL(`${folder}/${name}`, import.meta.url), "utf8");
  const [header, ...lines] = text.trim().split("\n");
  const rows = lines.map((line) => line.split(",").map(Number));
  const columns = header
    .split(",")
    .map((column, i) => ({ name: column, data: Float64Array.from(rows, (row) => row[i]) }));
  return { source: name, columns };
}

/** Ten samples of 0.1 ms from 5 ms on, stimulated at samples 3 … 6. */
const small = (change: Record<string, readonly number[]> = {}): Recording => {
  const columns = {
    time_ms: [5, 5.1, 5.2, 5.3, 5.4, 5.5, 5.6, 5.7, 5.8, 5.9],
    voltage_mV: [-60, -61, -60, -55, -50, -45, -50, -55, -60, -60],
    current_pA: [0, 1, 0, 100, 100, 100, 100, 0, -1, 0],
    ...change,
  };
  return {
    source: "small.csv",
    columns: Object.entries(columns).map(([name, data]) => ({
      name,
      data: Float64Array.from(data),
    })),
  };
};

describe("recorded sweeps", () => {
  test.each(cells)("statistics of cell $cell equal the reference's", (cell) => {
    const { options, raw } = currentClampReader.read(sweep(cell.cell, cell.sweep), {
      "membrane-area": cell.A_soma_cm2,
      "junction-potential": -14,
    });
    expect(options).toMatchObject({ "step-start": 205, "step-end": 1204.98, "time-step": 0.02 });
    expect(raw[0]).toBe(cell.V0_mV);
    expect(Math.abs(Number(options["step-current"]) / cell.I_step_uA_per_cm2 - 1)).toBeLessThan(
      1e-8,
    );
    const out = new Float64Array(7);
    hodgkinHuxleySummary(options).compute(raw, out);
    cell.stats.forEach((expected, i) => {
      expect(Math.abs(out[i] - expected)).toBeLessThanOrEqual(1e-9 * Math.abs(expected));
    });
  });

  test("the options simulate the same experiment, also after a trip to a worker", () => {
    const cell = cells[0];
    const area = { "membrane-area": cell.A_soma_cm2, "junction-potential": -14 };
    const { options, raw } = currentClampReader.read(sweep(cell.cell, cell.sweep), area);
    const simulator = hodgkinHuxley(structuredClone(options));
    const theta = Float64Array.from(simulator.info.parameters, (parameter) => parameter.default);
    const voltage = new Float64Array(raw.length);
    simulator.simulate(stream(1), theta, voltage);
    expect(voltage[0]).toBe(raw[0]);
    expect(simulator.info.outputs[0].axis!.step).toBe(0.02);
    expect(voltage.every(Number.isFinite)).toBe(true);
  });
});

describe("currentClampReader", () => {
  const area = { "membrane-area": 1e-4 };

  test("turns current into density, shifts the voltage, counts time from the first sample", () => {
    const { options, raw } = currentClampReader.read(small(), {
      ...area,
      "junction-potential": -10,
    });
    expect(raw.slice(0, 2)).toEqual(Float64Array.of(-70, -71));
    expect(options).toMatchObject({ "time-step": 0.1, "initial-voltage": -70 });
    expect((options.current as Float64Array)[4]).toBeCloseTo(1, 12);
    expect(options["step-current"]).toBeCloseTo(1, 12);
    expect(options["step-start"]).toBeCloseTo(0.3, 12);
    expect(options["step-end"]).toBeCloseTo(0.6, 12);
  });

  test("a stimulus window given in the recording's time wins over the current's", () => {
    const given = { ...area, "stimulus-start": 5.2, "stimulus-end": 5.8 };
    const { options } = currentClampReader.read(small(), given);
    expect(options["step-start"]).toBeCloseTo(0.2, 12);
    expect(options["step-end"]).toBeCloseTo(0.8, 12);
  });

  const refused: [string, Recording, object, RegExp][] = [
    ["no area", small(), {}, /number for membrane-area, got undefined/],
    ["no area at all", small(), { "membrane-area": 0 }, /membrane-area \(cm2\) between 1e-8 and 1/],
    ["an area in um2", small(), { "membrane-area": 18571 }, /membrane-area .*, got 18571/],
    ["no finite potential", small(), { ...area, "junction-potential": NaN }, /junction-potential/],
    ["a start that is no time", small(), { ...area, "stimulus-start": "soon" }, /stimulus-start/],
    ["a window outside", small(), { ...area, "stimulus-end": 9 }, /small.csv, got 5.3 to 9 ms/],
    ["a window reversed", small(), { ...area, "stimulus-start": 5.8 }, /ends later/],
    ["an onset at the first sample", small(), { ...area, "stimulus-start": 5 }, /after 5 ms/],
    ["a constant current", small({ current_pA: Array(10).fill(3) }), area, /got a constant/],
    ["a gap in time", small({ time_ms: [0, 1, 2, 3, 4, 5, 6, 8, 9, 10] }), area, /evenly spaced/],
    ["time that runs back", small({ time_ms: [9, 8, 7, 6, 5, 4, 3, 2, 1, 0] }), area, /increasing/],
    [
      "a ragged column",
      small({ voltage_mV: [1, 2, 3] }),
      area,
      /3 in voltage_mV and 10 in time_ms/,
    ],
    [
      "a hole",
      small({ voltage_mV: [-60, -60, Number.NaN, -60, -60, -60, -60, -60, -60, -60] }),
      area,
      /NaN in column voltage_mV, data row 3/,
    ],
    [
      "a missing column",
      { source: "small.csv", columns: small().columns.slice(0, 2) },
      area,
      /column current_pA in small.csv, got time_ms, voltage_mV/,
    ],
  ];
  test.each(refused)("refuses %s", (_, recording, options, message) => {
    expect(() => currentClampReader.read(recording, { ...options })).toThrow(message);
  });
});
