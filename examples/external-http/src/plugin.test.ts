import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { pluginChecks } from "@retrodict/conformance";
import { stream } from "@retrodict/random";
import { workerPool } from "@retrodict/simulate/pool";
import type { Options, Plugin } from "@retrodict/spec";
import { afterAll, beforeAll, expect, test } from "vitest";
import { plugin } from "./plugin.ts";

const [entry] = plugin.simulators;
let service: ChildProcess;
let url = "";

// In a process of its own, since a simulator blocks the thread that runs it.
beforeAll(async () => {
  const script = fileURLToPath(new URL("start.ts", import.meta.url));
  service = spawn(process.execPath, [script, "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(service.stdout!, "data")) as [Buffer];
  url = line.toString().trim();
});
afterAll(() => service.kill());

const here: Plugin = {
  ...plugin,
  simulators: [{ ...entry, create: (given: Options = {}) => entry.create({ url, ...given }) }],
};
for (const { name, run } of pluginChecks(here)) test(name, run);

test("two threads give the same as one", async () => {
  const theta = {
    rows: 20,
    cols: 3,
    data: Float64Array.from({ length: 60 }, (_, i) => [0.5, 0.0025, 0.3][i % 3] * (1 + i / 100)),
  };
  const results: number[][] = [];
  for (const workers of [1, 2]) {
    const module = new URL("plugin.ts", import.meta.url).href;
    const options = { module, simulator: entry.info.id, options: { url }, workers };
    const pool = await workerPool(options);
    results.push([...(await pool.simulateBatch(stream(1), theta)).x.data]);
    await pool.close();
  }
  expect(results[0].every(Number.isFinite)).toBe(true);
  expect(results[1]).toEqual(results[0]);
});
