import { regularizedGammaQ } from "@retrodict/stats";
import { describe, expect, test } from "vitest";
import { kernel } from "./kernel.ts";

/** Lays out a network and starts its neurons and log. */
function start(neurons: number, { steps = 1000, hold = 0, delay = 1, threshold = 20, reset = 0 }) {
  const code = kernel();
  const padded = Math.ceil(neurons / 8) * 8;
  const at = code.place({
    rows: 4 * (neurons + 2),
    targets: 2 * neurons * neurons,
    ring: 2 * 65536,
    ends: 4 * (steps + 1),
    voltages: 8 * padded,
    inputs: 16 * padded,
  });
  code.startSpikes(at.ring, 65536, at.ends);
  code.startNeurons(neurons, neurons, at.voltages, reset, threshold, hold, delay);
  code.placeConnectivity(at.rows, at.targets);
  code.uint32(at.rows, neurons + 2).fill(0);
  code.floats(at.inputs, 2 * padded).fill(0);
  const voltages = code.floats(at.voltages, neurons);
  const ends = code.uint32(at.ends, steps + 1).fill(0);
  const ring = code.uint16(at.ring, 65536);
  const spikes = () =>
    Array.from(ends.subarray(1), (end, step) =>
      Array.from(ring.subarray(ends[step], end), (neuron) => [neuron, step + 1]),
    ).flat();
  return { code, at, voltages, spikes };
}

/** Probability of a larger χ² with so many degrees of freedom. */
const tail = (chiSquare: number, freedom: number) => regularizedGammaQ(freedom / 2, chiSquare / 2);

describe("connections with a fixed in-degree", () => {
  const [neurons, excitatory, fromE, fromI] = [1000, 800, 81, 20];
  const { code, at } = start(neurons, {});
  code.connectFixedInDegree(1, 2, neurons, excitatory, fromE, fromI);
  const rows = code.uint32(at.rows, neurons + 1).slice();
  const targets = code.uint16(at.targets, rows[neurons]).slice();

  test("every neuron has its number of sources of each kind", () => {
    const degrees = (first: number, last: number) => {
      const count = new Uint32Array(neurons);
      for (const target of targets.subarray(rows[first], rows[last])) count[target]++;
      return count;
    };
    expect(degrees(0, excitatory).every((count) => count === fromE)).toBe(true);
    expect(degrees(excitatory, neurons).every((count) => count === fromI)).toBe(true);
  });

  test("sources are uniform, and pairs as multinomial as they should be", () => {
    const outDegrees = Array.from({ length: excitatory }, (_, i) => rows[i + 1] - rows[i]);
    const expected = (neurons * fromE) / excitatory;
    const chiSquare = outDegrees.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    expect(tail(chiSquare, excitatory - 1)).toBeGreaterThan(1e-3);
    expect(1 - tail(chiSquare, excitatory - 1)).toBeGreaterThan(1e-3);
    // Repeated connections: a target's 81 draws make 81 · 80 / 2 pairs, each equal with probability 1/800.
    let repeated = 0;
    for (let i = 0; i < excitatory; i++) {
      const row = targets.subarray(rows[i], rows[i + 1]);
      for (let k = 1; k < row.length; k++) if (row[k] === row[k - 1]) repeated++;
    }
    const mean = (neurons * (fromE * (fromE - 1))) / 2 / excitatory;
    expect(Math.abs(repeated - mean)).toBeLessThan(4 * Math.sqrt(mean));
  });

  test("rows ascend", () => {
    for (let i = 0; i < neurons; i++) {
      const row = targets.subarray(rows[i], rows[i + 1]);
      expect(row).toEqual(row.slice().sort());
    }
  });
});

function connect(neurons: number, probability: number, most: number) {
  const { code, at } = start(neurons, {});
  code.connectPairs(3, 4, neurons, probability, most);
  const rows = code.uint32(at.rows, neurons + 1).slice();
  return { rows, targets: code.uint16(at.targets, rows[neurons]).slice() };
}

describe("connections of independent pairs", () => {
  test("numbers of sources and of targets are binomial", () => {
    const [neurons, p] = [1000, 0.02];
    const { rows, targets } = connect(neurons, p, 1e6);
    const outDegrees = Array.from({ length: neurons }, (_, i) => rows[i + 1] - rows[i]);
    const inDegrees = new Uint32Array(neurons);
    for (const target of targets) inDegrees[target]++;
    const variance = neurons * p * (1 - p);
    for (const degrees of [outDegrees, Array.from(inDegrees)]) {
      const chiSquare = degrees.reduce((sum, n) => sum + (n - neurons * p) ** 2 / variance, 0);
      expect(tail(chiSquare, neurons)).toBeGreaterThan(1e-3);
      expect(1 - tail(chiSquare, neurons)).toBeGreaterThan(1e-3);
    }
  });

  test("no pair is connected twice, none with probability 0, all with 1, and never more than there is room for", () => {
    const { rows, targets } = connect(100, 0.5, 1e4);
    for (let i = 0; i < 100; i++) {
      const row = targets.subarray(rows[i], rows[i + 1]);
      expect(row.every((target, k) => k === 0 || target > row[k - 1])).toBe(true);
    }
    expect(connect(100, 0, 1e4).targets).toHaveLength(0);
    expect(connect(100, 1, 1e4).rows).toEqual(Uint32Array.from({ length: 101 }, (_, i) => 100 * i));
    expect(connect(100, 0.5, 777).rows[100]).toBe(777);
  });
});

/** Neuron `i` projects to `i + 1`. */
function chain(options: { hold?: number; delay?: number }) {
  const network = start(10, { steps: 200, ...options });
  network.code.uint32(network.at.rows, 11).set(Array.from({ length: 11 }, (_, i) => i));
  network.code.uint16(network.at.targets, 10).set([1, 2, 3, 4, 5, 6, 7, 8, 9, 0]);
  network.voltages.fill(0).set([40]);
  return network;
}

describe("spikes", () => {
  test("arrive at their targets after the delay", () => {
    for (const delay of [1, 7, 15]) {
      const { code, at, spikes } = chain({ hold: 3, delay });
      code.startDelta(0.9, 25, 0, 0, 0, 0, at.inputs);
      code.advanceDelta(1, 10 * delay);
      expect(spikes().slice(0, 10)).toEqual(
        Array.from({ length: 10 }, (_, i) => [i, 1 + i * delay]),
      );
    }
  });

  test("are lost on neurons that are refractory, to the step", () => {
    // Round the chain in ten steps: the first neuron answers again if by then it is free.
    for (const [hold, returns] of [
      [9, true],
      [10, false],
    ] as const) {
      const { code, at, spikes } = chain({ hold });
      code.startDelta(0.9, 25, 0, 0, 0, 0, at.inputs);
      code.advanceDelta(1, 11);
      expect(spikes().at(-1)).toEqual(returns ? [0, 11] : [9, 10]);
    }
  });

  test("do not depend on how many steps are taken at once", () => {
    const { code, at, spikes } = chain({ delay: 3 });
    code.startDelta(0.9, 8, 0, 0.5, 5, 6, at.inputs);
    for (let step = 1; step <= 200; step++) code.advanceDelta(step, step);
    const one = spikes();
    const again = chain({ delay: 3 });
    again.code.startDelta(0.9, 8, 0, 0.5, 5, 6, again.at.inputs);
    again.code.advanceDelta(1, 200);
    expect(again.spikes()).toEqual(one);
    expect(one.length).toBeGreaterThan(10);
  });
});

/** What is left after a step of something that decays with a time constant of so many. */
const keep = (timeConstant: number) => Math.exp(-1 / timeConstant);

describe("synapses", () => {
  const [tau, tauE, tauI] = [200, 50, 100];

  test("currents: the voltage follows the solution of the linear equations", () => {
    const { code, at, voltages } = start(4, { threshold: 1000, reset: -60 });
    voltages.fill(-55);
    code.floats(at.inputs, 4).fill(3);
    code.floats(at.inputs + 64, 4).fill(-7);
    code.startSynapses(at.inputs, 1, 1);
    const share = (s: number) => (s / (tau - s)) * (keep(tau) - keep(s));
    const args = [-49, keep(tau), keep(tauE), keep(tauI), share(tauE), share(tauI)] as const;
    code.advanceCurrent(1, 300, ...args);
    const decayed = (s: number) => (s / (tau - s)) * (Math.exp(-300 / tau) - Math.exp(-300 / s));
    const expected = -49 - 6 * Math.exp(-300 / tau) + 3 * decayed(tauE) - 7 * decayed(tauI);
    for (const v of voltages) expect(v).toBeCloseTo(expected, 11);
  });

  test("conductances: the voltage relaxes exactly to constant ones, whatever their size", () => {
    const { code, at, voltages } = start(6, { threshold: 1000, reset: -60 });
    // Steps of 0.005 … 30 membrane time constants, in pairs of equal and of different size.
    const conductances = [0, 0, 5, 250, 3000, 6000];
    voltages.fill(-70);
    code.floats(at.inputs, 6).set(conductances);
    code.startSynapses(at.inputs, 1, 1);
    code.advanceConductance(1, 3, -60, 1 / tau, 0, -80, 1, 1);
    voltages.forEach((v, i) => {
      const total = 1 + conductances[i];
      const settled = -60 / total;
      expect(v).toBeCloseTo(settled + (-70 - settled) * Math.exp((-3 * total) / tau), 11);
    });
  });

  test("a spike adds its weight to its targets", () => {
    const { code, at, voltages } = start(8, { threshold: -50, reset: -60, hold: 100 });
    code.uint32(at.rows, 9).set([0, 3, 3, 3, 3, 3, 3, 3, 3]);
    code.uint16(at.targets, 3).set([2, 5, 5]);
    voltages.fill(-60).set([-40]);
    code.startSynapses(at.inputs, 1.5, 9);
    code.advanceCurrent(1, 2, -60, keep(tau), 1, 1, 0, 0);
    expect([...code.floats(at.inputs, 8)]).toEqual([0, 0, 1.5, 0, 0, 3, 0, 0]);
    expect(code.floats(at.inputs + 64, 8).every((value) => value === 0)).toBe(true);
  });
});

describe("sampleVoltages", () => {
  test("takes refractory neurons at the reset", () => {
    const { code, at, voltages } = start(3, { threshold: 20, reset: 10, hold: 50 });
    voltages.set([25, 12, 16]);
    code.startDelta(1, 0, 0, 0, 0, 0, at.inputs);
    code.advanceDelta(1, 1);
    const { sums, squares } = code.place({ skip: 1 << 20, sums: 64, squares: 64 });
    code.floats(sums, 8).fill(0);
    code.floats(squares, 8).fill(0);
    expect(code.sampleVoltages(sums, squares)).toBeCloseTo(8 / 3, 14);
    expect([...code.floats(sums, 3)]).toEqual([0, 2, 6]);
    expect([...code.floats(squares, 3)]).toEqual([0, 4, 36]);
  });
});
