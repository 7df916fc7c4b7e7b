import { expect, test } from "vitest";
import { resolveProtocol } from "./protocol.ts";

test("the default is the published step", () => {
  const { current, dt, initialVoltage, stimulus } = resolveProtocol();
  expect([current.length, dt, initialVoltage, ...stimulus]).toEqual([12001, 0.01, -70, 10, 110]);
  expect(current.findIndex((value) => value !== 0)).toBe(1000);
  expect(current.findLastIndex((value) => value !== 0)).toBe(10999);
  expect(current[1000]).toBe(3.2480600630999046);
});

test("a current takes the step's place", () => {
  const current = Float64Array.from({ length: 101 }, (_, i) => i);
  const edges = { duration: 10, "time-step": 0.1, "step-start": 1, "step-end": 9 };
  expect(resolveProtocol({ ...edges, current }).current).toEqual(current);
});

test("what describes no experiment is refused", () => {
  const refused: [object, RegExp][] = [
    [{ "time-step": 0 }, /time-step to be positive/],
    [{ "time-step": Number.NaN }, /time-step to be positive/],
    [{ duration: 0.01 }, /samples in duration/],
    [{ "step-end": 130 }, /step-end <= duration \(120 ms\), got 10 and 130/],
    [{ "step-start": 0 }, /0 < step-start/],
    [{ "step-start": 110 }, /step-start < step-end/],
    [{ "initial-voltage": Number.NaN }, /initial-voltage/],
    [{ current: new Float64Array(5) }, /current of length 12001, got 5/],
    [{ current: new Float64Array(12001).fill(Number.NaN) }, /current to be finite/],
    [{ stepCurrent: 2 }, /options named .*step-current.*got stepCurrent/],
  ];
  for (const [options, message] of refused) {
    expect(() => resolveProtocol(options)).toThrow(message);
  }
});
