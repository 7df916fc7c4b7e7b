import { cholesky, matrix, solveCholesky } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { passiveCable, type Section } from "./index.ts";

/** A cell with its nodes by section, and the dense matrices of its conductances (µS) and capacitances (nF). */
function denseCell(sections: readonly Section[], theta: readonly number[]) {
  const [resistance, axial, capacitance] = theta;
  const ends = new Map<string, number[]>();
  let count = 1;
  for (const { name, parent, compartments } of sections) {
    const start = parent === undefined ? 0 : ends.get(parent)!.at(-1)!;
    ends.set(name, [start, ...Array.from({ length: compartments }, () => count++)]);
  }
  const conductance = matrix(count, count);
  const charge = new Float64Array(count);
  const add = (i: number, j: number, value: number) => {
    conductance.data[i * count + j] += value;
  };
  for (const { name, length, diameter, compartments } of sections) {
    const nodes = ends.get(name)!;
    const pieces = Math.max(compartments, 1);
    const area = (Math.PI * diameter * length * 1e-8) / pieces; // cm²
    const joint =
      ((Math.PI * (diameter * 1e-4) ** 2) / 4 / (axial * ((length * 1e-4) / pieces))) * 1e6;
    for (let k = 0; k < pieces; k++) {
      const [a, b] = [nodes[k], nodes[k + 1] ?? nodes[k]];
      for (const node of [a, b]) {
        add(node, node, ((area / 2) * 1e6) / resistance);
        charge[node] += (area / 2) * capacitance * 1e3;
      }
      if (a === b) continue;
      add(a, a, joint);
      add(b, b, joint);
      add(a, b, -joint);
      add(b, a, -joint);
    }
  }
  return { ends, conductance, charge };
}

/** Crank–Nicolson by Cholesky factors; the two steps after either edge of the stimulus are implicit half steps. */
function denseTraces(
  cell: ReturnType<typeof denseCell>,
  source: Float64Array,
  { dt, steps, edges }: { dt: number; steps: number; edges: readonly number[] },
) {
  const { conductance, charge } = cell;
  const n = charge.length;
  const system = matrix(n, n, conductance.data.slice());
  charge.forEach((c, i) => (system.data[i * n + i] += (2 * c) / dt));
  const factor = cholesky(system);
  const half = (v: Float64Array, on: boolean) =>
    solveCholesky(
      factor,
      matrix(
        n,
        1,
        v.map((vi, i) => ((2 * charge[i]) / dt) * vi + (on ? source[i] : 0)),
      ),
    ).data;
  const rows: Float64Array[] = [new Float64Array(n)];
  for (let k = 0; k < steps; k++) {
    const v = rows[k];
    const on = k >= edges[0] && k < edges[1];
    const middle = half(v, on);
    const damped = edges.some((edge) => k === edge || k === edge + 1);
    rows.push(damped ? half(middle, on) : middle.map((m, i) => 2 * m - v[i]));
  }
  return rows;
}

/**
 * Trees of up to eight cylinders, any of which may be one node. Compartments much shorter than these lose the
 * dense solve its digits, whose diagonal adds conductances millions of times apart.
 */
const anyMorphology = fc
  .array(
    fc.record({
      parent: fc.nat(),
      length: fc.double({ min: 20, max: 1000, noNaN: true }),
      diameter: fc.double({ min: 0.2, max: 20, noNaN: true }),
      compartments: fc.nat(4),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((pieces) =>
    pieces.map(({ parent, ...size }, i): Section => {
      return { name: `s${i}`, ...size, ...(i > 0 && { parent: `s${parent % i}` }) };
    }),
  );

test("elimination on any tree gives what a dense solve gives", () => {
  const anyTheta = fc.tuple(
    fc.double({ min: 500, max: 1e5, noNaN: true }),
    fc.double({ min: 10, max: 500, noNaN: true }),
    fc.double({ min: 0.5, max: 2, noNaN: true }),
  );
  const anyShare = fc.constantFrom(0, 0.25, 0.5, 1);
  fc.assert(
    fc.property(anyMorphology, anyTheta, fc.nat(), anyShare, (sections, theta, pick, share) => {
      const cell = denseCell(sections, theta);
      const stimulated = sections[pick % sections.length];
      const nodes = cell.ends.get(stimulated.name)!;
      const source = new Float64Array(cell.charge.length);
      // A share of the way along the first compartment, between its two nodes; or at the only node.
      const fraction = stimulated.compartments === 0 ? 0 : share / stimulated.compartments;
      source[nodes[0]] += 1 - share;
      source[nodes[stimulated.compartments === 0 ? 0 : 1]] += share;
      const places = [...cell.ends].flatMap(([name, ids]) =>
        ids.map((node, k) => ({ node, text: `${name}:${k / Math.max(ids.length - 1, 1)}` })),
      );
      const [dt, steps, edges] = [0.1, 12, [2, 8]] as const;
      const simulator = passiveCable({
        morphology: sections,
        electrodes: places.map(({ text }) => text).join(","),
        "stimulus-place": `${stimulated.name}:${fraction}`,
        "step-current": 1,
        "time-step": dt,
        duration: steps * dt,
        "step-start": edges[0] * dt,
        "step-end": edges[1] * dt,
        "recording-noise": 0,
        "resting-voltage": 0,
      });
      const out = new Float64Array(places.length * (steps + 1));
      simulator.simulate(stream(1), Float64Array.from(theta), out);
      const expected = denseTraces(cell, source, { dt, steps, edges });
      const largest = Math.max(...expected.flatMap((row) => [...row].map(Math.abs)));
      places.forEach(({ node }, i) =>
        expected.forEach((row, k) => {
          const difference = Math.abs(out[i * (steps + 1) + k] - row[node]);
          expect(difference / largest).toBeLessThan(1e-10);
        }),
      );
    }),
    { numRuns: 200, seed: 1 },
  );
});
