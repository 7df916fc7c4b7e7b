import { describe, expect, test } from "vitest";
import { overrideBounds, parseBounds } from "./prior-bounds.ts";

const tau = {
  name: "-tau",
  unit: "ms",
  description: "",
  bounds: [1, 100],
  default: 50,
  scale: "log",
} as const;

const override = (text: string) => overrideBounds({ parameters: [tau] }, [parseBounds(text)]);

describe("--prior", () => {
  test("reads a name, even one with a sign, and two numbers", () => {
    expect(parseBounds("-tau=-1e-3:2")).toEqual({ name: "-tau", bounds: [-0.001, 2] });
    expect(() => parseBounds("tau=1")).toThrow("expected NAME=LOW:HIGH");
    expect(() => parseBounds("tau=1:")).toThrow("expected NAME=LOW:HIGH");
    expect(() => parseBounds("tau=1:Infinity")).toThrow("expected NAME=LOW:HIGH");
  });

  test("replaces bounds, the last flag wins, and moves the default inside", () => {
    const overrides = [parseBounds("-tau=5:6"), parseBounds("-tau=2:4")];
    expect(overrideBounds({ parameters: [tau] }, overrides)).toEqual([
      { ...tau, bounds: [2, 4], default: 4 },
    ]);
    expect(overrideBounds({ parameters: [tau] }, [])).toEqual([tau]);
  });

  test("refuses equal bounds, and a logarithmic scale that reaches zero", () => {
    expect(() => override("-tau=2:2")).toThrow("below the upper one");
    expect(() => override("-tau=0:2")).toThrow("must be above zero");
  });

  test("refuses bounds where the simulator declares a prior of another kind", () => {
    const declared = { parameters: [tau], prior: { kind: "product" } };
    expect(overrideBounds(declared, [])).toEqual([tau]);
    expect(() => overrideBounds(declared, [parseBounds("-tau=2:4")])).toThrow("not uniform");
  });
});
