import { RetrodictError } from "@retrodict/check";
import type { Rng } from "@retrodict/spec";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { restoreStream, stream } from "./stream.ts";

const take = <T>(n: number, draw: () => T): T[] => Array.from({ length: n }, draw);
const words = (rng: Rng, n = 8) => take(n, () => rng.uint32());

describe("pinned: a change of these numbers changes every published result", () => {
  test("words", () => {
    expect(words(stream(0), 6)).toMatchInlineSnapshot(`
      [
        7573941,
        4224060846,
        487724147,
        914114745,
        465132185,
        1841556554,
      ]
    `);
    expect(words(stream("retrodict"), 3)).toMatchInlineSnapshot(`
      [
        101244774,
        2926782738,
        965668076,
      ]
    `);
    expect(words(stream(2.5).fork(7).fork("noise"), 3)).toMatchInlineSnapshot(`
      [
        2845104690,
        2677223080,
        408581038,
      ]
    `);
  });

  test("uniforms and normals", () => {
    const rng = stream(1);
    expect(take(3, () => rng.uniform())).toMatchInlineSnapshot(`
      [
        0.8773200082278444,
        0.2681510400559808,
        0.5073462612879908,
      ]
    `);
    expect(take(5, () => rng.normal())).toMatchInlineSnapshot(`
      [
        -0.7755147537563905,
        0.891825448973185,
        1.67026791230872,
        0.2415036155052901,
        1.2494153434514759,
      ]
    `);
  });

  test("state", () => {
    const rng = stream(1);
    words(rng, 21);
    expect(rng.state()).toMatchInlineSnapshot(`
      {
        "algorithm": "threefry4x32-20",
        "words": [
          2316822881,
          1889647757,
          2817262247,
          3140592938,
          21,
          0,
        ],
      }
    `);
  });
});

const label = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string(),
);

test("a fork depends on key and label, never on draws", () => {
  fc.assert(
    fc.property(label, label, fc.nat(50), (seed, name, draws) => {
      const parent = stream(seed);
      words(parent, draws);
      expect(words(parent.fork(name))).toEqual(words(stream(seed).fork(name)));
    }),
  );
});

test("different labels name different streams, whatever their type", () => {
  fc.assert(
    fc.property(label, label, (a, b) => {
      fc.pre(typeof a !== typeof b || a !== b);
      expect(words(stream(a))).not.toEqual(words(stream(b)));
      expect(words(stream(0).fork(a))).not.toEqual(words(stream(0).fork(b)));
    }),
  );
  expect(words(stream(1))).not.toEqual(words(stream("1")));
  expect(words(stream(""))).not.toEqual(words(stream("\0")));
  expect(words(stream("\0"))).not.toEqual(words(stream("\0\0")));
  expect(words(stream(-0))).toEqual(words(stream(0)));
});

test("forking twice is not forking once", () => {
  const rng = stream(1);
  expect(words(rng.fork("ab").fork("cd"))).not.toEqual(words(rng.fork("abcd")));
  expect(words(rng.fork(3))).not.toEqual(words(rng));
});

test("a state resumes exactly, at any position and in any mix of draws", () => {
  fc.assert(
    fc.property(fc.nat(70), fc.nat(9), (before, normals) => {
      const rng = stream("resume");
      words(rng, before);
      take(normals, () => rng.normal());
      const resumed = restoreStream(structuredClone(rng.state()));
      expect(resumed.state()).toEqual(rng.state());
      expect(take(40, () => resumed.normal())).toEqual(take(40, () => rng.normal()));
      expect(words(resumed.fork(1))).toEqual(words(rng.fork(1)));
    }),
  );
});

test("positions beyond 2^34 words go on in the counter's second word", () => {
  const key = stream(3).state().words.slice(0, 4);
  const at = (position: number) =>
    restoreStream({
      algorithm: "threefry4x32-20",
      words: [...key, position >>> 0, Math.floor(position / 2 ** 32)],
    });
  expect(words(at(2 ** 34 - 5), 20).slice(5)).toEqual(words(at(2 ** 34), 15));
  expect(words(at(2 ** 34))).not.toEqual(words(at(0)));
});

test("uniforms are multiples of 2^-53 in [0, 1)", () => {
  const rng = stream(5);
  let lowestBitsSeen = 0;
  for (let i = 0; i < 1000; i++) {
    const u = rng.uniform();
    expect(u >= 0 && u < 1 && Number.isInteger(u * 2 ** 53)).toBe(true);
    lowestBitsSeen += (u * 2 ** 53) % 2;
  }
  // 500 expected, standard deviation 16; five of them.
  expect(Math.abs(lowestBitsSeen - 500)).toBeLessThan(80);
});

test("streams are frozen", () => {
  expect(Object.isFrozen(stream(1))).toBe(true);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])("refuses the label %d", (bad) => {
  expect(() => stream(bad)).toThrow(RetrodictError);
  expect(() => stream(1).fork(bad)).toThrow(/\[random\] expected a seed or label/);
});

test.each([
  { algorithm: "mt19937", words: [1, 2, 3, 4, 0, 0] },
  { algorithm: "threefry4x32-20", words: [1, 2, 3, 4, 0] },
  { algorithm: "threefry4x32-20", words: [1, 2, 3, 4, -1, 0] },
  { algorithm: "threefry4x32-20", words: [1, 2, 3, 4.5, 0, 0] },
])("refuses to restore %j", (state) => {
  expect(() => restoreStream(state)).toThrow(/\[random\] expected the state/);
});
