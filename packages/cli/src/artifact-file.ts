import { Buffer } from "node:buffer";
import type { SnpeArtifact } from "@retrodict/snpe";

/** A saved posterior: plain JSON, typed arrays as base64 of their little-endian bytes. Never runs code. */
export function formatArtifact(artifact: SnpeArtifact): string {
  return `${JSON.stringify({ format: "retrodict-posterior", formatVersion: 1, ...artifact }, encode)}\n`;
}

/** What `formatArtifact` wrote. */
export function parseArtifact(text: string): SnpeArtifact {
  return JSON.parse(text, decode) as SnpeArtifact;
}

function encode(_: string, value: unknown): unknown {
  if (value instanceof Float32Array) return { float32: bytesOf(value).toString("base64") };
  if (value instanceof Float64Array) return { float64: bytesOf(value).toString("base64") };
  return value;
}

function decode(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if ("float32" in value) return new Float32Array(bufferOf(String(value.float32)));
  if ("float64" in value) return new Float64Array(bufferOf(String(value.float64)));
  return value;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | Float64Array) =>
  Buffer.from(buffer, byteOffset, byteLength);

/** A copy, so that the array starts at an aligned address. */
const bufferOf = (base64: string): ArrayBuffer =>
  Uint8Array.from(Buffer.from(base64, "base64")).buffer;
