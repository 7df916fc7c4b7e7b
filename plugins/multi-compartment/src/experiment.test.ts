import { describe, expect, test } from "vitest";
import { experimentOf, withDefaults } from "./experiment.ts";
import { hodgkinHuxleyCable, passiveCable, passiveCableSummary, type Section } from "./index.ts";
import { passiveOptions, type PassiveCableOptions } from "./options.ts";
import { pathLength, placeAt } from "./place.ts";
import type { Tree } from "./tree.ts";

const resolve = (options: PassiveCableOptions = {}) =>
  experimentOf(options, withDefaults(passiveOptions, options));

/** A fork of which one arm has a side branch. */
const fork: readonly Section[] = [
  { name: "trunk", length: 100, diameter: 4, compartments: 5 },
  { name: "left", parent: "trunk", length: 60, diameter: 2, compartments: 3 },
  { name: "right", parent: "trunk", length: 300, diameter: 2, compartments: 4 },
  { name: "spine", parent: "left", length: 2, diameter: 1, compartments: 0 },
  { name: "twig", parent: "left", length: 30, diameter: 1, compartments: 1 },
];

const lengthBetween = (tree: Tree, from: string, to: string) =>
  pathLength(tree, placeAt(tree, from, "from"), placeAt(tree, to, "to"));

describe("the tree of a cell", () => {
  const { tree } = resolve({ morphology: fork });

  test("has a node at every compartment's end, parents first", () => {
    expect(tree.nodes).toBe(1 + 5 + 3 + 4 + 1);
    tree.parents.forEach((parent, i) => expect(parent).toBeLessThan(Math.max(i, 1)));
  });

  test("holds the whole membrane", () => {
    const area = fork.reduce((sum, { length, diameter }) => sum + Math.PI * length * diameter, 0);
    expect(tree.areas.reduce((sum, value) => sum + value, 0)).toBeCloseTo(area, 9);
  });

  test("is rooted in the middle of its longest path", () => {
    const { distances } = tree;
    expect(Math.max(...tree.parents.map((_, i) => depth(tree.parents, i)))).toBe(5);
    expect(distances[0]).toBe(0);
  });

  test("knows the way from place to place", () => {
    const ways: [string, string, number][] = [
      ["trunk:0", "trunk:1", 100],
      ["trunk:0.21", "trunk:0.25", 4],
      ["trunk:0.5", "right:0.5", 200],
      ["left:1", "right:1", 360],
      ["left:0.1", "right:0.1", 36],
      ["twig:0.5", "spine:0.5", 15],
      ["twig:1", "left:0.75", 45],
      ["right:0.3", "right:0.9", 180],
      ["spine:0", "left:1", 0],
    ];
    for (const [from, to, expected] of ways) {
      expect(lengthBetween(tree, from, to)).toBeCloseTo(expected, 9);
      expect(lengthBetween(tree, to, from)).toBeCloseTo(expected, 9);
    }
  });
});

function depth(parents: Uint32Array, node: number): number {
  return node === 0 ? 0 : 1 + depth(parents, parents[node]);
}

const labels = (options: PassiveCableOptions) =>
  resolve(options).electrodes.map(({ label }) => label);

test("electrodes are by default at the start of the first section and the end of the last", () => {
  expect(labels({})).toEqual(["soma:0", "dendrite:1"]);
  expect(labels({ morphology: "cable" })).toEqual(["cable:0", "cable:1"]);
  expect(labels({ morphology: "rall" })).toEqual(["trunk:0", "right:1"]);
  expect(labels({ electrodes: "soma:0,dendrite:0.50 , dendrite:1" })).toHaveLength(3);
});

test("options that describe no experiment are refused, with a remedy", () => {
  const section = (changes: object) =>
    ({ morphology: [{ ...fork[0], ...changes }] }) as PassiveCableOptions;
  const second = (changes: object) =>
    ({ morphology: [fork[0], { ...fork[1], ...changes }] }) as PassiveCableOptions;
  const refused: [object, RegExp][] = [
    [{ lenght: 3 }, /options named .*length.*got lenght; correct the name/],
    [{ morphology: "star" }, /morphology among cable, ball-and-stick, rall, got "star"/],
    [{ morphology: 7 }, /a name or an array of sections, got 7/],
    [{ morphology: [] }, /number of sections in morphology to be an integer of at least 1/],
    [{ morphology: fork, diameter: 2 }, /no diameter next to the sections/],
    [section({ parent: "trunk" }), /first section, trunk, to have no parent/],
    [section({ length: 0 }), /length of section trunk to be positive/],
    [section({ diameter: Number.NaN }), /diameter of section trunk to be positive/],
    [section({ compartments: 1.5 }), /compartments of section trunk to be an integer/],
    [section({ compartments: 1e6 }), /at most 100000 compartments.*divide it less finely/],
    [section({ name: "a:b" }), /section name of letters, digits, - and _, got "a:b"/],
    [second({ parent: "stem" }), /parent of section left among trunk, got stem; list parents/],
    [second({ parent: undefined }), /parent of section left among trunk, got undefined/],
    [second({ name: "trunk" }), /names to differ, got trunk twice/],
    [{ length: -1 }, /length to be positive/],
    [{ "soma-diameter": 0 }, /soma-diameter to be positive/],
    [{ compartments: 0 }, /compartments to be an integer of at least 1/],
    [{ electrodes: 1 }, /text for electrodes, got 1; write section:fraction/],
    [{ electrodes: "" }, /electrodes as section:fraction.*got ""; write for example soma:0.5/],
    [{ electrodes: "soma:0, axon:1" }, /a section among soma, dendrite .*got "axon:1"/],
    [{ electrodes: "dendrite:1.1" }, /fraction from 0 to 1, got "dendrite:1.1"/],
    [{ "stimulus-place": "dendrite:." }, /stimulus-place as section:fraction/],
    [{ "time-step": 0 }, /time-step to be positive/],
    [{ "time-step": "0.1" }, /finite number for time-step, got 0.1/],
    [{ duration: 1e9 }, /at most 100000000 samples.*shorten the duration/],
    [{ duration: Number.POSITIVE_INFINITY }, /finite number for duration/],
    [{ "step-start": 0 }, /0 < step-start < step-end <= duration \(300 ms\) .*got 0 and 170/],
    [{ "time-step": 50 }, /on samples of their own, every 50 ms, got 20 and 170/],
    [{ "step-end": 301 }, /move the step inside the simulated time/],
    [{ "recording-noise": -1 }, /recording-noise between 0/],
    [{ "current-noise": -1 }, /current-noise between 0/],
  ];
  for (const [options, message] of refused) {
    expect(() => passiveCable(options)).toThrow(message);
    expect(() => passiveCableSummary(options)).toThrow(message);
  }
  expect(() => hodgkinHuxleyCable({ temperature: Number.NaN })).toThrow(/number for temperature/);
});
