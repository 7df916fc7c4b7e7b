import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { Worker } from "node:worker_threads";
import { stream } from "@retrodict/random";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { httpService, type HttpServiceOptions } from "./index.ts";
import { info } from "./fixtures/info.ts";
import { run } from "./fixtures/run.ts";

let service: Worker;
let root = "";

beforeAll(async () => {
  service = new Worker(new URL("fixtures/service.ts", import.meta.url));
  const [port] = (await once(service, "message")) as [number];
  root = `http://127.0.0.1:${port}`;
});
afterAll(() => service.terminate());

const simulatorAt = (path: string, settings: Partial<HttpServiceOptions> = {}) =>
  httpService({ info, url: `${root}/${path}`, timeoutSeconds: 20, ...settings });
const levels = Array.from({ length: 300 }, (_, i) => i / 1000);
const nothing = new Float64Array(3).fill(Number.NaN);
const seedOf = (row: number) => stream(1).fork(row).uint32() / 2 ** 32;

/** Where something listened a moment ago and nothing does now. */
async function unusedUrl(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return `http://127.0.0.1:${port}/`;
}

test("a row holds what the service replied to theta, seed and options", () => {
  const rows = run(simulatorAt("", { options: { offset: 7 } }), [0.1, 1 / 3]);
  expect(rows[0]).toEqual({ x: Float64Array.of(0.1, seedOf(0), 7), reason: undefined });
  expect(rows[1].x).toEqual(Float64Array.of(1 / 3, seedOf(1), 7));
});

test("headers are sent", () => {
  const headers = { authorization: "Bearer 1" };
  expect(run(simulatorAt("token", { headers }), [0.9])[0].x[0]).toBe(0.9);
  expect(run(simulatorAt("token"), [0.9])[0].reason).toContain('status 401 and "who?"');
});

test("many rows", () => {
  expect(run(simulatorAt(""), levels).map(({ x }) => x[0])).toEqual(levels);
});

describe("what goes wrong costs one row and says why:", () => {
  test.each([
    ["error", "no steady state ✗"],
    ["status", 'it answered with status 500 and "Teilung durch ∅"'],
    ["always-busy", 'it answered with status 503 and "try later"'],
    ["text", 'it replied "<html>", which is not a JSON object'],
    ["other-id", "it replied to id 3, not to 2"],
    ["flood", "its answer has more than 65728 bytes"],
    ["redirect", "unexpected redirect"],
  ])("%s", (path, reason) => {
    const [before, failed, after] = run(simulatorAt(path), [0.2, 0.9, 0.3]);
    expect([before.x[0], after.x[0]]).toEqual([0.2, 0.3]);
    expect(failed.x).toEqual(nothing);
    expect(failed.reason).toBe(
      path === "error" ? reason : `the service ${root}/${path} failed: ${reason}`,
    );
  });

  test("timeouts", () => {
    const rows = run(simulatorAt("hang", { timeoutSeconds: 1 }), [0.9, 0.3]);
    expect(rows[0].reason).toContain("it did not reply within 1 s");
    expect(rows[1].x[0]).toBe(0.3);
  });

  test("nobody there", async () => {
    const [{ x, reason }] = run(simulatorAt("", { url: await unusedUrl() }), [0.2]);
    expect(x).toEqual(nothing);
    expect(reason).toContain("ECONNREFUSED");
  });
});

test.each(["busy", "reset"])("%s: what passes is tried once more", (path) => {
  expect(run(simulatorAt(path), [0.9])[0]).toEqual({
    x: Float64Array.of(0.9, seedOf(0), 0),
    reason: undefined,
  });
});

test("a URL that is none of http is refused, and a timeout that fetch would not wait for", () => {
  expect(() => simulatorAt("", { timeoutSeconds: 301 })).toThrow("between 0.001 and 300");
  for (const url of ["localhost", "ftp://localhost/"]) {
    expect(() => simulatorAt("", { url })).toThrow("expected an http or https url");
  }
});
