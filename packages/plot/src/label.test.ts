import { expect, test } from "vitest";
import { words } from "./fixtures.test.helper.ts";
import { axisLabel, symbolHtml, unitText } from "./label.ts";

test.each([
  ["mS/cm2", "mS/cm²"],
  ["uA.ms^0.5/cm2", "µA·√ms/cm²"],
  ["1/s", "1/s"],
  ["s-1", "s⁻¹"],
  ["mV2", "mV²"],
  ["MOhm", "MΩ"],
  ["Cel", "°C"],
  ["um", "µm"],
  ["1", ""],
])("unit %s reads %s", (code, printed) => {
  expect(unitText(code)).toBe(printed);
});

test("a symbol has its subscript lowered, a name only after one letter", () => {
  const field = { name: "spike_count", unit: "1", description: "" };
  expect(symbolHtml(field)).toBe("spike_count");
  expect(symbolHtml({ ...field, name: "g_Na" })).toBe("g<sub>Na</sub>");
  expect(symbolHtml({ ...field, symbol: "g_Na" })).toBe("g<sub>Na</sub>");
  expect(symbolHtml({ ...field, symbol: "E_{Na}" })).toBe("E<sub>Na</sub>");
  expect(words(axisLabel({ ...field, symbol: "g_Na", unit: "mS" }))).toBe("gNa (mS)");
});
