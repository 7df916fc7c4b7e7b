import { stream } from "@retrodict/random";
import { expect, test } from "vitest";
import { externalSimulator } from "./external-simulator.ts";
import { info } from "./fixtures/info.ts";
import { run } from "./fixtures/run.ts";
import { lost, type Exchange, type Reply } from "./protocol.ts";

const values: Reply = { kind: "values", values: Float64Array.of(1, 2, 3) };
const seedOf = (row: number) => stream(1).fork(row).uint32();
const levels = (length: number) => Array.from({ length }, () => 0.2);

/** A simulator that is given one reply after the other, and what it asked. */
function answered(reply: (id: number) => Reply) {
  const asked: Exchange[] = [];
  const ask = (exchange: Exchange) => {
    asked.push(exchange);
    return reply(exchange.id);
  };
  return {
    asked,
    simulator: externalSimulator({ info, options: undefined, ask, subject: "the program x" }),
  };
}

test("a request has the first word of the row's stream as its seed", () => {
  const { simulator, asked } = answered(() => values);
  run(simulator, [0.1, 0.2]);
  expect(asked.map(({ request }) => request)).toEqual([
    `{"id":1,"seed":${seedOf(0)},"theta":{"level":0.1},"options":{}}`,
    `{"id":2,"seed":${seedOf(1)},"theta":{"level":0.2},"options":{}}`,
  ]);
});

test("fifty rows lost in a row are given up, and nothing is asked any more", () => {
  const { simulator, asked } = answered(() => lost("it ended with exit code 1"));
  const rows = run(simulator, levels(49));
  expect(rows.every(({ x }) => x.every(Number.isNaN))).toBe(true);
  expect(rows[48].reason).toBe("the program x failed: it ended with exit code 1");
  const error =
    /^\[external\] expected the program x to answer, got 50 failures in a row, the last: .+; /;
  expect(() => run(simulator, [0.2])).toThrow(error);
  expect(() => run(simulator, [0.2])).toThrow(error);
  expect(asked).toHaveLength(50);
});

test.each([
  ["a row with output", values],
  ["an error of the model's own", { kind: "no-output", reason: "no steady state" } as const],
])("%s in between, and it goes on", (_, reply) => {
  const { simulator } = answered((id) => (id === 40 ? reply : lost("it crashed")));
  expect(run(simulator, levels(80))).toHaveLength(80);
});

test("a refusal throws, and nothing is asked any more", () => {
  const refusal = { kind: "refused", got: "ENOENT", remedy: "install it" } as const;
  const { simulator, asked } = answered(() => refusal);
  for (let i = 0; i < 2; i++) {
    expect(() => run(simulator, [0.2])).toThrow(
      "[external] expected the program x to start, got ENOENT; install it",
    );
  }
  expect(asked).toHaveLength(1);
});

test("a parameter that is not finite is not sent; a row of the wrong length is misuse", () => {
  const { simulator, asked } = answered(() => values);
  const [row] = run(simulator, [Number.NaN]);
  expect(row.reason).toBe("level is NaN, for which JSON has no number");
  expect(row.x.every(Number.isNaN)).toBe(true);
  expect(() => run(simulator, [0.1], 2)).toThrow("expected out of length 3");
  expect(asked).toHaveLength(0);
});
