import { stream } from "@retrodict/random";
import { describe, expect, test, vi } from "vitest";
import { externalProgram } from "./index.ts";
import { echoProgram } from "./fixtures/echo-program.ts";
import { info } from "./fixtures/info.ts";
import { run } from "./fixtures/run.ts";
import { shellProgram } from "./fixtures/shell-program.ts";

const nothing = new Float64Array(3).fill(Number.NaN);
const seedOf = (row: number) => stream(1).fork(row).uint32() / 2 ** 32;

test("a row holds what the program replied to theta, seed and options", () => {
  const simulator = echoProgram("", { options: { offset: 7, note: "ü ✓\n\u2028" } });
  const rows = run(simulator, [0.1, 1 / 3]);
  expect(rows[0]).toEqual({ x: Float64Array.of(0.1, seedOf(0), 7), reason: undefined });
  expect(rows[1].x).toEqual(Float64Array.of(1 / 3, seedOf(1), 7));
  // Pure in (rng, theta), whatever was asked before.
  expect(run(simulator, [0.4, 0.5, 0.1, 1 / 3]).slice(0, 2)).toEqual(
    run(echoProgram("", { options: { offset: 7 } }), [0.4, 0.5]),
  );
});

test("typed arrays among the options arrive as lists, and environment and folder as given", () => {
  const script =
    "process.stdin.on('data', (line) => { const { id, options } = JSON.parse(line);" +
    "console.log(JSON.stringify({ id, x: [...options.current, process.env.STEP === '3' && process.cwd() === '/' ? 1 : 0] })) })";
  const simulator = externalProgram({
    info,
    command: process.execPath,
    args: ["-e", script],
    env: { STEP: "3" },
    cwd: "/",
    options: { current: Float64Array.of(0.5, -2) },
    timeoutSeconds: 20,
  });
  expect(run(simulator, [0])[0]).toEqual({ x: Float64Array.of(0.5, -2, 1), reason: undefined });
});

test("many rows, and rows larger than any pipe holds", () => {
  const levels = Array.from({ length: 500 }, (_, i) => i / 1000);
  const rows = run(echoProgram(), levels);
  expect(rows.map(({ x }) => x[0])).toEqual(levels);
  const length = 200_000;
  const large = { ...info, outputs: [{ ...info.outputs[0], shape: [length] }] };
  const trace = run(echoProgram("", { info: large, options: { length } }), [0.3, 0.4], length)[1].x;
  expect(trace).toEqual(Float64Array.from(trace, (_, i) => 0.4 / (i + 1)));
});

describe("what goes wrong costs one row and says why:", () => {
  test.each([
    ["error", "no steady state: Fläche ≤ 0 ✗"],
    [
      "crash",
      "it ended with exit code 3; its last words were: Traceback | line 7 | ZeroDivisionError: Teilung durch ∅",
    ],
    ["signal", "it was ended by SIGKILL"],
    ["text", 'it replied "Loading the model …", which is not a JSON object'],
    ["flood", "it wrote more than 65728 bytes without a line or a request between"],
  ])("%s", (mode, reason) => {
    const [before, failed, after] = run(echoProgram(mode), [0.2, 0.9, 0.3]);
    expect(before.x[0]).toBe(0.2);
    expect(failed.x).toEqual(nothing);
    expect(failed.reason).toBe(
      mode === "error" ? reason : `the program ${process.execPath} failed: ${reason}`,
    );
    expect(after).toEqual({ x: Float64Array.of(0.3, seedOf(2), 0), reason: undefined });
  });

  test("timeouts", () => {
    const simulator = shellProgram("sleep 1000", { timeoutSeconds: 1 });
    const [before, failed, after] = run(simulator, [0.2, 0.9, 0.3]);
    expect([before.x[0], after.x[0]]).toEqual([0.2, 0.3]);
    expect(failed.x).toEqual(nothing);
    expect(failed.reason).toContain("it did not reply within 1 s and was killed");
  });

  test("a line too much, seen at the next row", () => {
    const rows = run(echoProgram("extra-line"), [0.9, 0.2, 0.3]);
    expect(rows.map(({ x }) => x[0])).toEqual([0.9, Number.NaN, 0.3]);
    expect(rows[1].reason).toContain('it replied "done"');
  });
});

test("values that are not finite are the simulator's own: gaps, not failures", () => {
  const [{ x, reason }] = run(echoProgram("gaps"), [0.9]);
  expect(x).toEqual(Float64Array.of(Number.NaN, Number.NaN, Number.NEGATIVE_INFINITY));
  expect(reason).toBeUndefined();
});

describe("what can never work throws:", () => {
  test.each([
    ["no such command", { command: "no-such-program" }, "spawn no-such-program ENOENT"],
    ["no such folder", { cwd: "/no/such/folder" }, "ENOENT"],
    ["not executable", { command: "/" }, "EACCES"],
    ["a null byte", { args: ["\0"] }, "null bytes"],
  ])("%s", (_, settings, message) => {
    const simulator = echoProgram("", settings);
    // The second row without another attempt.
    for (const level of [0.1, 0.2]) {
      expect(() => run(simulator, [level])).toThrow(message);
      expect(() => run(simulator, [level])).toThrow(/^\[external\] expected .+, got .+; .+/);
    }
  });

  test("a timeout out of range, a place that is not Node", () => {
    expect(() => echoProgram("", { timeoutSeconds: 0 })).toThrow("timeoutSeconds between");
    vi.spyOn(process, "getBuiltinModule").mockReturnValue(undefined);
    expect(() => echoProgram()).toThrow("expected to run in Node");
    vi.restoreAllMocks();
  });
});
