import { matrix } from "@retrodict/matrix";
import * as fc from "fast-check";
import { deepStrictEqual } from "node:assert";
import { describe, expect, test } from "vitest";
import { decodeArtifact, encodeArtifact } from "./index.ts";

const encoded = (value: unknown, provenance = {}) =>
  encodeArtifact({ kind: "test", value, provenance });
const there = (value: unknown): unknown => decodeArtifact(encoded(value)).value;

const key = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("$tensor", "$$tensor", "$", "__proto__", "__metadata__", "constructor"),
  fc.constantFrom("a", "b", "a.b", "rows", "cols", "data", "0", "toJSON", "\ud800"),
);
const small = fc.nat(3);
const leaf = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.double(),
  fc.string({ unit: "binary" }),
  fc.float32Array({ maxLength: 4 }),
  fc.float64Array({ maxLength: 4 }),
  fc.int32Array({ maxLength: 4 }),
  fc.uint32Array({ maxLength: 4 }),
  fc.uint8Array({ maxLength: 4 }),
  fc.tuple(small, small).map(([rows, cols]) => matrix(rows, cols)),
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.array(tie("tree"), { maxLength: 4 }),
    fc
      .array(fc.tuple(key, tie("tree")), { maxLength: 4 })
      .map((pairs) => Object.fromEntries(pairs)),
  ),
}));

/** The same tree with the keys of its objects in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(entries.map(([name, item]) => [name, reversed(item)]));
}

describe("a tree", () => {
  test("comes back as it was", () => {
    fc.assert(
      fc.property(tree, (value) => {
        deepStrictEqual(there(value), value);
      }),
    );
  });

  test("and its equals give the same bytes", () => {
    fc.assert(
      fc.property(tree, (value) => {
        expect(encoded(reversed(value))).toEqual(encoded(value));
      }),
    );
  });

  test("that differs gives other bytes", () => {
    const values = [
      0,
      -0,
      NaN,
      Infinity,
      null,
      "0",
      [],
      {},
      { $number: "NaN" },
      new Float32Array(),
    ];
    const more = [new Float64Array(), matrix(0, 0), matrix(0, 1), { a: { b: 1 } }, { "a.b": 1 }];
    const files = [...values, ...more].map((value) => encoded(value).join());
    expect(new Set(files).size).toBe(files.length);
  });
});

test("kind, version and provenance come back, arrays within provenance too", () => {
  const provenance = { seed: 1, command: ["infer", "x"], drive: Float64Array.of(1, 2) };
  const bytes = encodeArtifact({ kind: "a kind", value: { drive: new Uint8Array(3) }, provenance });
  expect(decodeArtifact(bytes)).toEqual({
    kind: "a kind",
    version: 1,
    value: { drive: new Uint8Array(3) },
    provenance,
  });
});

test("arrays are aligned copies, equal to the last bit", () => {
  // Not-a-numbers of all kinds, subnormals, both zeros, from an odd place inside a bigger buffer.
  const words = Uint32Array.of(0, 0x7fc0_0001, 0xffff_ffff, 0x8000_0000, 1, 0x7f80_0001, 7, 9);
  const odd = new Uint8Array(words.buffer, 5, 11);
  const singles = new Float32Array(words.buffer, 4, 5);
  const doubles = new Float64Array(words.buffer, 8, 3);
  const bytes = encoded({ odd, doubles, singles });
  // Wherever the file lies: Node's small buffers, for one, share a pool.
  const shifted = new Uint8Array(bytes.length + 1);
  shifted.set(bytes, 1);
  for (const file of [bytes, shifted.subarray(1), Buffer.from(bytes)]) {
    const value = decodeArtifact(file).value as Record<string, Float64Array>;
    for (const [name, array] of Object.entries({ odd, doubles, singles })) {
      expect(value[name].constructor).toBe(array.constructor);
      expect(value[name].byteOffset).toBe(0);
      expect(value[name].buffer.byteLength).toBe(array.byteLength);
      expect(value[name].buffer).not.toBe(file.buffer);
      expect(rawBytes(value[name])).toEqual(rawBytes(array));
    }
  }
});

const rawBytes = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
  new Uint8Array(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);

test("a key of __proto__ stays a key", () => {
  const value = there(JSON.parse('{"__proto__": {"polluted": true}}')) as object;
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(Object.keys(value)).toEqual(["__proto__"]);
  expect("polluted" in value || "polluted" in {}).toBe(false);
});

test("undefined properties are left out, as in JSON", () => {
  expect(encoded({ a: 1, b: undefined })).toEqual(encoded({ a: 1 }));
});

describe("refuses to write", () => {
  const cycle: unknown[] = [];
  cycle.push([cycle]);
  test.each<[string, unknown, RegExp]>([
    ["a function", { a: [() => 1] }, /plain objects .*got function at a\.0; convert it/],
    ["undefined in an array", [undefined], /got undefined at 0/],
    ["a hole in an array", Array(1), /got undefined at 0/],
    ["undefined itself", undefined, /got undefined at the value itself/],
    ["a bigint", { a: 1n }, /got bigint at a/],
    ["a date", { a: new Date(0) }, /got an object \(Date\) at a/],
    ["a map", { a: new Map() }, /got an object \(Map\) at a/],
    ["an array of 16 bits", new Int16Array(1), /got an object \(Int16Array\) at the value/],
    ["a cycle", cycle, /at most 64 levels.* break its cycle/],
  ])("%s", (_, value, message) => {
    expect(() => encoded(value)).toThrow(message);
    expect(() => encoded(value)).toThrow(expect.objectContaining({ code: "argument" }));
  });

  test("a kind of nothing", () => {
    expect(() => encodeArtifact({ kind: "", value: 1, provenance: {} })).toThrow(/a kind/);
  });
});
