import { expect, test } from "vitest";
import { keySchedule, threefry } from "./threefry.ts";

// The `threefry4x32 20` lines of Random123's published known-answer file: counter, key, answer.
const knownAnswers = [
  "00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 9c6ca96a e17eae66 fc10ecd4 5256a7d8",
  "ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff 2a881696 57012287 f6c7446e a16a6732",
  "243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0 082efa98 ec4e6c89 59cd1dbb b8879579 86b5d00c ac8b6d84",
];

test.each(knownAnswers)("known answer %s", (line) => {
  const words = line.split(" ").map((word) => Number.parseInt(word, 16) | 0);
  const [c0, c1, c2, c3] = words as [number, number, number, number];
  const out = new Int32Array(6);
  threefry(keySchedule(words.slice(4, 8)), c0, c1, c2, c3, out, 1);
  expect([...out]).toEqual([0, ...words.slice(8), 0]);
});
