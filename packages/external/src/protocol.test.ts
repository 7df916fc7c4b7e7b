import { describe, expect, test } from "vitest";
import { maxReplyBytes, readReply, requestWriter } from "./protocol.ts";

describe("requests", () => {
  test("are one line of ASCII that JSON reads back exactly", () => {
    const write = requestWriter(["g_Na", "τ"], { note: "ü\n\u2028😀", current: [0.1] });
    const request = write(3, 4_294_967_295, Float64Array.of(0.1 + 0.2, 5e-324));
    expect(request).toMatch(/^[\x20-\x7e]+$/);
    expect(JSON.parse(request)).toEqual({
      id: 3,
      seed: 4_294_967_295,
      theta: { g_Na: 0.1 + 0.2, τ: 5e-324 },
      options: { note: "ü\n\u2028😀", current: [0.1] },
    });
  });

  test("hold typed arrays as lists, and an empty object where there are no options", () => {
    const theta = new Float64Array();
    const request = requestWriter([], { step: Float32Array.of(0.5) })(1, 2, theta);
    expect(request).toBe('{"id":1,"seed":2,"theta":{},"options":{"step":[0.5]}}');
    expect(requestWriter([])(1, 2, theta)).toContain('"options":{}');
  });
});

describe("replies", () => {
  test.each([
    ['{"id": 2, "x": [1, -0.5, 1e-300], "extra": true}\r', [1, -0.5, 1e-300]],
    ['{"id": 2, "x": [null, NaN, -Infinity]}', [Number.NaN, Number.NaN, Number.NEGATIVE_INFINITY]],
  ])("%j holds values", (text, values) => {
    expect(readReply(text, 2, 3)).toEqual({ kind: "values", values: Float64Array.from(values) });
  });

  test("an error is the simulator's own word", () => {
    const reply = { kind: "no-output", reason: "Fläche ≤ 0, NaN" };
    expect(readReply('{"id": 2, "error": "Fläche ≤ 0, NaN", "x": []}', 2, 3)).toEqual(reply);
  });

  test.each([
    ["", 'it replied "", which is not a JSON object'],
    ["Loading …", 'it replied "Loading …", which is not a JSON object'],
    ["[1, 2, 3]", 'it replied "[1, 2, 3]", which is not a JSON object'],
    ["null", 'it replied "null", which is not a JSON object'],
    ['{"id": 3, "x": [1, 2, 3]}', "it replied to id 3, not to 2"],
    ['{"x": [1, 2, 3]}', "it replied to id undefined, not to 2"],
    ['{"id":2}', 'its reply "{\\"id\\":2}" has neither a list x nor an error'],
    ['{"id": 2, "x": [1, 2]}', "it replied with 2 values, not 3"],
    ['{"id": 2, "x": [1, "2", 3]}', 'x[1] is "\\"2\\"", not a number'],
    ['{"id": 2, "x": [1, [2], 3]}', 'x[1] is "[2]", not a number'],
  ])("%j is lost", (text, reason) => {
    expect(readReply(text, 2, 3)).toEqual({ kind: "lost", reason });
  });

  test("values of any precision fit into what is read of a reply", () => {
    const longest = "-1.2345678901234567e-300";
    const reply = `{"id": 2, "x": [${Array.from({ length: 1000 }, () => longest).join(", ")}]}`;
    expect(reply.length).toBeLessThan(maxReplyBytes(1000) / 2);
  });
});
