import { expect, test } from "vitest";
import { didYouMean } from "./near.ts";

test("suggests names that are a typo away, nearest first", () => {
  expect(didYouMean("hodgkin-huxly", ["hodgkin-huxley", "pyloric"])).toBe(
    " (did you mean hodgkin-huxley?)",
  );
  expect(didYouMean("g_na", ["g_Na", "g_K"])).toMatch(/^ \(did you mean g_Na/);
});

test("suggests nothing when nothing is near", () => {
  expect(didYouMean("zebra", ["hodgkin-huxley"])).toBe("");
});
