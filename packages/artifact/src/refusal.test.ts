import { matrix } from "@retrodict/matrix";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSafetensors, sealed, type TensorInfo, unsealed } from "./fixtures/safetensors.ts";
import { decodeArtifact, encodeArtifact } from "./index.ts";

const good = encodeArtifact({
  kind: "test",
  value: { a: Float64Array.of(1, 2), b: Uint8Array.of(1, 2, 3), m: matrix(1, 2), n: NaN },
  provenance: { seed: 1 },
});

/** Every refusal is a `RetrodictError` about data, never another error. */
function refused(
  bytes: Uint8Array,
  message: RegExp = /^\[artifact\] expected .*, got .*; /s,
): void {
  const decode = () => decodeArtifact(bytes);
  expect(decode).toThrow(expect.objectContaining({ name: "RetrodictError", code: "data" }));
  expect(decode).toThrow(message);
}

describe("refuses what is not as it was written", () => {
  test("any one bit flipped", () => {
    for (let bit = 0; bit < 8 * good.length; bit++) {
      const bytes = good.slice();
      bytes[bit >> 3] ^= 1 << (bit & 7);
      expect(() => decodeArtifact(bytes), `bit ${bit}`).toThrow(
        expect.objectContaining({ name: "RetrodictError", code: "data" }),
      );
    }
  });

  test("cut off anywhere", () => {
    for (let length = 0; length < good.length; length++) refused(good.subarray(0, length));
  });

  test("with more at its end", () => {
    refused(Uint8Array.of(...good, 0), /checksum differs; copy or write the file again/);
  });

  test("random bytes, also behind the right beginning", () => {
    const start = good.subarray(8, 8 + 47);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => refused(bytes)));
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 400 }), (bytes) =>
        refused(Uint8Array.of(...bytes.subarray(0, 8), ...start, ...bytes.subarray(8))),
      ),
    );
  });
});

test.each<[string, Uint8Array]>([
  ["nothing", new Uint8Array()],
  [
    "text",
    new TextEncoder().encode('{"format": "retrodict-posterior", "formatVersion": 1}'.repeat(9)),
  ],
  ["safetensors of others", unsealed('{"__metadata__":{"format":"pt"}}', new Uint8Array())],
  [
    "long safetensors of others",
    unsealed(`{"w":{"dtype":"F32","shape":[99],"data_offsets":[0,396]}}`, new Uint8Array(396)),
  ],
])("refuses %s as not its own", (_, bytes) => {
  refused(bytes, /an artifact that Retrodict wrote, got \d+ bytes of something else; pass a file/);
});

/** The good file with other strings, tensors or data, and a checksum that holds. */
function altered(change: {
  readonly strings?: Readonly<Record<string, unknown>>;
  readonly tensors?: Readonly<Record<string, Partial<TensorInfo>>>;
  readonly data?: Uint8Array;
}): Uint8Array {
  const { metadata, tensors, data } = readSafetensors(good);
  const header: Record<string, unknown> = { __metadata__: { ...metadata, ...change.strings } };
  for (const name of Object.keys({ ...tensors, ...change.tensors }))
    header[name] = { ...tensors[name], ...change.tensors?.[name] };
  return sealed(JSON.stringify(header), change.data ?? data);
}

test("only changes make the altered files below wrong", () => {
  expect(decodeArtifact(altered({}))).toEqual(decodeArtifact(good));
});

describe("versions", () => {
  test("one to come says what to do, even where nothing else can be read", () => {
    const message = /expected the file format up to version 1, got version 2; update Retrodict/;
    refused(altered({ strings: { version: "2" } }), message);
    const bytes = altered({ strings: { version: "2", kind: 7 }, tensors: { a: { dtype: "F8" } } });
    bytes[bytes.length - 1] ^= 1;
    refused(bytes, message);
  });

  test.each(["0", "-1", "1.5", "one", "", null])("%s is none", (version) => {
    refused(altered({ strings: { version } }), /expected a version of the file format/);
  });
});

describe("refuses, however well sealed,", () => {
  const place = /tensor "\w+" has an impossible place or type/;
  const fill = /tensors do not fill its 35 bytes/;
  test.each<[string, Parameters<typeof altered>[0], RegExp]>([
    ["overlapping tensors", { tensors: { a: { data_offsets: [8, 24] } } }, fill],
    ["a hole", { tensors: { b: { data_offsets: [40, 43] } } }, fill],
    ["a tensor beyond the end", { data: new Uint8Array(32) }, /do not fill its 32 bytes/],
    ["data of no tensor", { data: new Uint8Array(36) }, /do not fill its 36 bytes/],
    ["offsets that run backwards", { tensors: { a: { data_offsets: [16, 0] } } }, place],
    ["negative offsets", { tensors: { a: { data_offsets: [-16, 0] } } }, place],
    ["a shape of another size", { tensors: { a: { shape: [3] } } }, place],
    ["a shape beyond all numbers", { tensors: { a: { shape: [2 ** 52, 2 ** 52] } } }, place],
    ["half a row", { tensors: { m: { shape: [0.5, 4] } } }, place],
    ["an unknown type", { tensors: { a: { dtype: "F128" } } }, place],
    ["a type named like a method", { tensors: { a: { dtype: "constructor" } } }, place],
    ["a tensor that is not there", { strings: { value: '{"$tensor":"c"}' } }, /tensor "c", not/],
    ["a tensor without name", { strings: { value: '{"$tensor":7}' } }, /tensor 7, not there/],
    [
      "a tensor used twice",
      { strings: { value: '[{"$tensor":"a"},{"$tensor":"a"}]' } },
      /tensor "a", not there or taken/,
    ],
    ["a matrix of one dimension", { strings: { value: '{"$matrix":"a"}' } }, /content of \$matrix/],
    ["a matrix of bytes", { strings: { value: '{"$matrix":"b"}' } }, /content of \$matrix/],
    ["a number that is none", { strings: { value: '{"$number":"toString"}' } }, /of \$number/],
    ["a marker nobody wrote", { strings: { value: '{"$run":"code"}' } }, /content of \$run/],
    ["a marker in company", { strings: { value: '{"$number":"NaN","b":1}' } }, /to stand alone/],
    [
      "too deep a tree",
      { strings: { value: `${"[".repeat(1e5)}${"]".repeat(1e5)}` } },
      /64 levels/,
    ],
    ["a value that is not JSON", { strings: { value: "{" } }, /JSON inside the artifact/],
    ["no kind", { strings: { kind: null } }, /without kind, value or provenance/],
  ])("%s", (_, change, message) => refused(altered(change), message));

  test.each([1e8 + 1, 2 ** 32 - 1, good.length - 7])("a header of %d bytes", (length) => {
    const bytes = good.slice();
    new DataView(bytes.buffer).setUint32(0, length, true);
    refused(bytes, /with a header of \d+/);
    new DataView(bytes.buffer).setUint32(4, 0xffff_ffff, true);
    refused(bytes, /with a header of \d+/);
  });
});
