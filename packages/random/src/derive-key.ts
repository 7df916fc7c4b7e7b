/**
 * Child keys by a keyed hash: the label's blocks are chained through Threefry, each output being the
 * key of the next block (the cascade of Bellare, Canetti & Krawczyk, FOCS 1996). Every block carries
 * the label's length and a domain, so no label's chain is a prefix of another's and no block is a
 * counter that a stream draws from (those have domain 0).
 */
import { assert } from "@retrodict/check";
import { keySchedule, threefry } from "./threefry.ts";

const NUMBER_DOMAIN = 1;
const STRING_DOMAIN = 2;

const float = new DataView(new ArrayBuffer(8));

/** Key of the child that `label` names under `key`; the number 1 and the string "1" name different ones. */
export function deriveKey(key: Int32Array, label: number | string): Int32Array {
  const child = key.slice();
  if (typeof label === "string") {
    absorbString(child, label);
  } else {
    assert(
      Number.isFinite(label),
      "argument",
      "random",
      () => `expected a seed or label to be a string or a finite number, got ${label}; pass one`,
    );
    float.setFloat64(0, label + 0);
    absorb(child, float.getInt32(0), float.getInt32(4), 0, NUMBER_DOMAIN);
  }
  return child;
}

/** Four UTF-16 code units per block; the empty string is one block. */
function absorbString(key: Int32Array, label: string): void {
  const pair = (i: number) => (label.charCodeAt(i) || 0) | ((label.charCodeAt(i + 1) || 0) << 16);
  for (let i = 0; i === 0 || i < label.length; i += 4) {
    absorb(key, pair(i), pair(i + 2), label.length, STRING_DOMAIN);
  }
}

function absorb(key: Int32Array, w0: number, w1: number, length: number, domain: number): void {
  threefry(keySchedule(key), w0, w1, length, domain, key, 0);
}
