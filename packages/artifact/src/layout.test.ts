import { matrix } from "@retrodict/matrix";
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { readSafetensors } from "./fixtures/safetensors.ts";
import { encodeArtifact } from "./index.ts";

const bytes = encodeArtifact({
  kind: "test",
  value: {
    flags: Uint8Array.of(1, 2, 3),
    layers: [{ weights: Float32Array.of(1.5, -2) }],
    slope: matrix(2, 1, Float64Array.of(0.25, 4)),
    "slope ": 1,
    none: new Float64Array(),
    counts: Int32Array.of(-1),
    rows: Uint32Array.of(4e9),
  },
  provenance: { slope: Float64Array.of(7) },
});

test("a file is plain safetensors with tensors named by where they belong", () => {
  const { metadata, tensors, data } = readSafetensors(bytes);
  expect(Object.keys(metadata)).toEqual([
    "format",
    "sha256",
    "version",
    "kind",
    "value",
    "provenance",
  ]);
  expect(metadata).toMatchObject({ format: "retrodict", version: "1", kind: "test" });
  expect(JSON.parse(metadata.value)).toEqual({
    counts: { $tensor: "counts" },
    flags: { $tensor: "flags" },
    layers: [{ weights: { $tensor: "layers.0.weights" } }],
    none: { $tensor: "none" },
    rows: { $tensor: "rows" },
    slope: { $matrix: "slope" },
    "slope ": 1,
  });
  expect(JSON.parse(metadata.provenance)).toEqual({ slope: { $tensor: "provenance.slope" } });
  const view = new DataView(data.buffer, data.byteOffset);
  const at = (name: string, i = 0) => tensors[name].data_offsets[0] + i;
  expect(tensors.slope).toMatchObject({ dtype: "F64", shape: [2, 1] });
  expect(view.getFloat64(at("slope", 8), true)).toBe(4);
  expect(tensors["layers.0.weights"]).toMatchObject({ dtype: "F32", shape: [2] });
  expect(view.getFloat32(at("layers.0.weights", 4), true)).toBe(-2);
  expect(view.getInt32(at("counts"), true)).toBe(-1);
  expect(view.getUint32(at("rows"), true)).toBe(4e9);
  expect(view.getUint8(at("flags", 2))).toBe(3);
  expect(tensors.none).toMatchObject({ dtype: "F64", shape: [0] });
});

test("names stay apart where paths look alike, and keep to letters others can read", () => {
  const one = Float64Array.of(1);
  const value = { "a.b": one, a: { b: one }, __metadata__: one, "é/\ud800": one, "": one };
  const file = encodeArtifact({ kind: "test", value, provenance: {} });
  const { tensors } = readSafetensors(file);
  expect(Object.keys(tensors).sort()).toEqual(["___", "__metadata__-2", "a.b", "a.b-2", "value"]);
});

test("the checksum is SHA-256 of the file with zeros in its place", () => {
  const text = Buffer.from(bytes).toString("latin1");
  const [found] = /[\da-f]{64}/.exec(text)!;
  const blank = Buffer.from(text.replace(found, "0".repeat(64)), "latin1");
  expect(createHash("sha256").update(blank).digest("hex")).toBe(found);
});
