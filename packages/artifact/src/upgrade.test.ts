import { expect, test } from "vitest";
import { upgrade } from "./index.ts";

const steps = [(text: string) => `${text}, then 2`, (text: string) => `${text}, then 3`];

test("content of any earlier version takes the steps that are left", () => {
  expect(upgrade("1", 1, steps, "x")).toBe("1, then 2, then 3");
  expect(upgrade("2", 2, steps, "x")).toBe("2, then 3");
  expect(upgrade("3", 3, steps, "x")).toBe("3");
});

test("a later version is refused with the remedy, and so is none", () => {
  expect(() => upgrade("4", 4, steps, "the fit")).toThrow(
    "[artifact] expected the fit up to version 3, got version 4; update Retrodict",
  );
  for (const version of [0, 1.5, Number.NaN])
    expect(() => upgrade("?", version, steps, "the fit")).toThrow("expected a version of the fit");
});
