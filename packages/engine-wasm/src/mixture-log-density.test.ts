import { graph, mixtureParams, type Graph, type Mixture } from "@retrodict/tensor";
import { describe, expect, test } from "vitest";
import { wasmEngine } from "./wasm-engine.ts";

const DIM = 2;
const mixture: Mixture = { components: 2, covariance: "full", minDiagonal: 1e-3 };
const COUNT = mixtureParams(mixture, DIM);
const LOG_TWO_PI = Math.log(2 * Math.PI);
/** Raw number whose softplus + minDiagonal is 1. */
const UNIT = Math.log(Math.expm1(1 - mixture.minDiagonal));

function density(): Graph {
  const g = graph();
  return g.build([g.mixtureLogDensity(g.input("x", DIM), g.input("parameters", COUNT), mixture)]);
}

/** Two standard normals, `apart` apart on the first axis, with `logits`. */
function standardNormals(apart: number, ...logits: readonly [number, number]): number[] {
  return [...logits, 0, 0, UNIT, UNIT, 0, apart, 0, UNIT, UNIT, 0];
}

const rowsOf = (rows: readonly (readonly number[])[]) => ({
  rows: rows.length,
  cols: rows[0].length,
  data: Float64Array.from(rows.flat()),
});

describe.each(["baseline", "relaxed"] as const)("mixtures on %s kernels", (kernels) => {
  const program = wasmEngine({ kernels }).compile(density(), { rows: 40, gradients: true });

  test("let NaN through to its row and no other", () => {
    const clean = standardNormals(1, 0, 0);
    for (const spoilt of clean.keys()) {
      const parameters = Array.from({ length: 40 }, () => [...clean]);
      parameters[33][spoilt] = Number.NaN;
      const x = parameters.map(() => [0, 0]);
      const { data } = program.forward([rowsOf(x), rowsOf(parameters)])[0];
      data.forEach((value, row) => expect(Number.isNaN(value)).toBe(row === 33));
    }
    const x = [
      [0, 0],
      [Number.NaN, 0],
      [0, Number.NaN],
    ];
    const { data } = program.forward([rowsOf(x), rowsOf([clean, clean, clean])])[0];
    expect([...data].map(Number.isNaN)).toEqual([false, true, true]);
  });

  test("are one normal where the other component is far away or has no weight", () => {
    const x = [
      [1, 0],
      [1, 0],
      [200, 0],
    ];
    const parameters = [
      standardNormals(1e4, 0, 0),
      standardNormals(0, 0, -500),
      standardNormals(-1e4, 0, 0),
    ];
    const { data } = program.forward([rowsOf(x), rowsOf(parameters)])[0];
    [0.5 + Math.log(2), 0.5, 20_000 + Math.log(2)].forEach((excess, row) => {
      expect(data[row] / -(LOG_TWO_PI + excess)).toBeCloseTo(1, 5);
    });
    program.backward([rowsOf([[1], [1], [1]])]);
    const byX = [...program.inputGradient(0).data];
    [-1, 0, -1, 0, -200, 0].forEach((slope, i) => expect(byX[i]).toBeCloseTo(slope, 3));
    expect([...program.inputGradient(1).data].every(Number.isFinite)).toBe(true);
  });
});
