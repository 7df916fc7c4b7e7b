/*
 * Every Retrodict artifact starts with the same characters after the header's length, whatever its version, and they
 * end where the checksum starts. So a reader tells its own files and finds the checksum before it parses anything.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** Bytes of the header's length, in front of the header. */
export const LENGTH_BYTES = 8;

/** What stands for the checksum while it is computed. */
export const BLANK = "0".repeat(64);

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

const opening = ascii('{"__metadata__":{"format":"retrodict","sha256":"');
const start = LENGTH_BYTES + opening.length;
const end = start + BLANK.length;

/** Whether these bytes begin as every Retrodict artifact does. */
export const isOurs = (bytes: Uint8Array): boolean =>
  bytes.length >= end && opening.every((byte, i) => bytes[LENGTH_BYTES + i] === byte);

/** SHA-256 of everything but the checksum itself, in hexadecimal. */
const checksum = (bytes: Uint8Array): string =>
  bytesToHex(
    sha256
      .create()
      .update(bytes.subarray(0, start))
      .update(ascii(BLANK))
      .update(bytes.subarray(end))
      .digest(),
  );

/** Writes the checksum of an artifact into it. */
export function seal(bytes: Uint8Array): Uint8Array {
  bytes.set(ascii(checksum(bytes)), start);
  return bytes;
}

/** Whether an artifact is as it was sealed. */
export function isIntact(bytes: Uint8Array): boolean {
  const expected = ascii(checksum(bytes));
  return bytes.subarray(start, end).every((byte, i) => byte === expected[i]);
}
