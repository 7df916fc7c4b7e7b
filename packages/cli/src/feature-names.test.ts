import { describe, expect, test } from "vitest";
import { chooseFeatures, flatFields } from "./feature-names.ts";

describe("--features", () => {
  const outputs = [
    { name: "v", unit: "mV", description: "", shape: [3] },
    { name: "n", unit: "1", description: "", shape: [] },
  ];

  test("takes names in their order, or a count of the first", () => {
    expect(chooseFeatures(outputs, "n, v")).toEqual(["n", "v"]);
    expect(chooseFeatures(outputs, "1")).toEqual(["v"]);
    expect(chooseFeatures(outputs)).toEqual(["v", "n"]);
    expect(() => chooseFeatures(outputs, "0")).toThrow("between 1 and 2");
  });

  test("a trace has one field per sample", () => {
    expect(flatFields(outputs).map(({ name }) => name)).toEqual(["v[0]", "v[1]", "v[2]", "n"]);
  });
});
