import type { OptionSpec, Options } from "@retrodict/spec";
import { describe, expect, expectTypeOf, test } from "vitest";
import { resolveOptions } from "./index.ts";

const specs = [
  {
    name: "time-step",
    unit: "s",
    type: "number",
    default: 0.5,
    bounds: [0, 2],
    description: "Step.",
  },
  { name: "area", unit: "cm2", type: "number", required: true, description: "Area." },
  {
    name: "noise",
    unit: "1",
    type: "string",
    default: "none",
    choices: ["none", "white"],
    description: "Noise.",
  },
  { name: "note", unit: "1", type: "string", description: "Any text." },
  { name: "inverted", unit: "1", type: "boolean", default: false, description: "Upside down." },
] as const satisfies readonly OptionSpec[];

describe("resolveOptions", () => {
  test("fills in defaults, keeps what is given, and knows the types", () => {
    const resolved = resolveOptions(specs, { area: 3, inverted: true }, "x");
    expect(resolved).toEqual({ "time-step": 0.5, area: 3, noise: "none", inverted: true });
    expectTypeOf(resolved["time-step"]).toEqualTypeOf<number>();
    expectTypeOf(resolved.area).toEqualTypeOf<number>();
    expectTypeOf(resolved.noise).toEqualTypeOf<"none" | "white">();
    expectTypeOf(resolved.note).toEqualTypeOf<string | undefined>();
    expectTypeOf(resolved.inverted).toEqualTypeOf<boolean>();
    expect(resolveOptions([], {}, "x")).toEqual({});
  });

  const refused: readonly (readonly [Options, RegExp])[] = [
    [{ area: 3, timeStep: 1 }, /\[x\] expected options named time-step, .*, got timeStep/],
    [{}, /a number for area, got undefined/],
    [{ area: "3" }, /a number for area, got 3/],
    [{ area: Number.NaN }, /area between .* got NaN/],
    [{ area: 3, "time-step": 2.1 }, /time-step between 0 and 2, got 2.1/],
    [{ area: 3, noise: "pink" }, /one of none, white for noise, got pink/],
    [{ area: 3, note: 1 }, /a string for note, got 1/],
    [{ area: 3, inverted: "yes" }, /a boolean for inverted, got yes/],
  ];
  test.each(refused)("refuses %o", (given, message) => {
    expect(() => resolveOptions(specs, given, "x")).toThrow(message);
  });
});
