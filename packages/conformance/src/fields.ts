/** Names, descriptions and units: what every declared quantity has. */
import type { FieldSpec, OutputSpec } from "@retrodict/spec";
import { expectData, expectDistinct, expectText, isText } from "./data.ts";
import { expectTrue } from "./expect.ts";
import { isUnit } from "./unit.ts";

/** What flags such as `--prior NAME=LOW:HIGH` and `--features A,B`, and headers of tables can hold. */
const NAME = /^(?=.*\p{L})[^\s,="[\]]+$/u;

/** `what` is a plural, as in `"parameters"`. */
export function checkFields(fields: readonly FieldSpec[], what: string): void {
  expectData(fields, what);
  for (const { name, description, symbol } of fields) {
    expectTrue(
      isText(name) && NAME.test(name),
      `names of ${what} with a letter, and without spaces, commas, quotes, brackets and equals signs`,
      JSON.stringify(name),
    );
    expectText(description, `a description of ${name}`);
    if (symbol !== undefined) expectText(symbol, `a symbol of ${name}`);
  }
  expectDistinct(
    fields.map(({ name }) => name),
    what,
  );
}

export function checkOutputs(outputs: readonly OutputSpec[], what: string): void {
  checkFields(outputs, what);
  expectTrue(outputs.length > 0, `some ${what}`, "none");
  for (const { name, shape, axis } of outputs) {
    expectTrue(
      Array.isArray(shape) && shape.every((length) => Number.isInteger(length) && length > 0),
      `a shape of ${name} of whole numbers above zero, [] for a scalar`,
      JSON.stringify(shape),
    );
    if (axis === undefined) continue;
    expectText(axis.name, `a name of the axis of ${name}`);
    expectTrue(
      shape.length > 0 && Number.isFinite(axis.start) && axis.step !== 0,
      `an axis of ${name} along a trace, with a start and a step`,
      JSON.stringify({ shape, axis }),
    );
  }
}

export function checkUnits(fields: readonly FieldSpec[]): void {
  for (const { name, unit } of fields) expectUnit(unit, name);
}

export function expectUnit(unit: unknown, name: string): void {
  expectTrue(
    isText(unit) && isUnit(unit),
    `a UCUM code as the unit of ${name}, as "mV", "W/m2" or, without dimension, "1"`,
    JSON.stringify(unit),
  );
}
