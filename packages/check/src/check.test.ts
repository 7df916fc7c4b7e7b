import { describe, expect, test } from "vitest";
import {
  RetrodictError,
  assertCount,
  assertFinite,
  assertLength,
  assertMatrix,
  assertPositive,
  assertRange,
} from "./index.ts";

const thrown = (action: () => void): RetrodictError => {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(RetrodictError);
    return error as RetrodictError;
  }
  throw new Error("nothing was thrown");
};

describe("assertions", () => {
  test("name the argument, what came and the remedy", () => {
    expect(thrown(() => assertCount(0, "rows", "random")).message).toBe(
      "[random] expected rows to be an integer of at least 1, got 0; pass a whole number",
    );
    expect(thrown(() => assertLength([1], 2, "theta", "ode")).code).toBe("shape");
    expect(thrown(() => assertRange(2, 0, 1, "p", "x")).code).toBe("range");
    expect(thrown(() => assertPositive(0, "scale", "x")).code).toBe("range");
    expect(thrown(() => assertFinite([1, Number.NaN], "x", "x")).message).toContain("index 1");
  });

  test("a matrix must agree with its own shape and the one asked for", () => {
    const matrix = { rows: 2, cols: 3, data: new Float64Array(6) };
    assertMatrix(matrix, { rows: 2, cols: 3 }, "theta", "x");
    expect(thrown(() => assertMatrix(matrix, { cols: 2 }, "theta", "x")).message).toContain(
      "2 × 2",
    );
    const broken = { ...matrix, data: new Float64Array(5) };
    expect(thrown(() => assertMatrix(broken, {}, "theta", "x")).code).toBe("shape");
  });

  test("accept what is right", () => {
    assertCount(1, "n", "x");
    assertRange(0.5, 0, 1, "p", "x");
    assertPositive(1, "s", "x");
    assertLength([1, 2], 2, "v", "x");
    assertFinite([1, 2], "v", "x");
  });
});
