/** No program outlives the simulator, the thread or the process that it answers, even one deaf to the end of its input. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { stream } from "@retrodict/random";
import { workerPool } from "@retrodict/simulate/pool";
import { expect, test, vi } from "vitest";
import { echoProgram } from "./fixtures/echo-program.ts";
import { processLog } from "./fixtures/processes.ts";
import { run } from "./fixtures/run.ts";
import { shellProgram } from "./fixtures/shell-program.ts";

const soon = { timeout: 20_000, interval: 50 };
const owner = fileURLToPath(new URL("fixtures/process.ts", import.meta.url));
const startOwner = (...args: string[]) => spawn(process.execPath, [owner, ...args]);

test("after a process that ends", async () => {
  const log = processLog();
  const [code] = (await once(startOwner(log.file, "0.3"), "exit")) as [number];
  expect(code).toBe(0);
  expect(log.pids()).toHaveLength(1);
  await expect.poll(log.running, soon).toEqual([]);
});

test("after a process that is killed while its program hangs", async () => {
  const log = processLog();
  const process = startOwner(log.file, "0.9");
  await expect.poll(log.pids, soon).toHaveLength(2);
  expect(log.running()).toHaveLength(2);
  process.kill("SIGKILL");
  await expect.poll(log.running, soon).toEqual([]);
});

test("after a timeout", async () => {
  const log = processLog();
  run(shellProgram("sleep 1000", { pids: log.file, timeoutSeconds: 1 }), [0.9]);
  expect(log.pids()).toHaveLength(2);
  await expect.poll(log.running, soon).toEqual([]);
});

test("with what it started itself", async () => {
  const log = processLog();
  const script = `sleep 1000 & echo $! > ${log.file}; exec sleep 1000`;
  const settings = { command: "/bin/sh", args: ["-c", script], timeoutSeconds: 1 };
  run(echoProgram("", settings), [0.9]);
  expect(log.pids()).toHaveLength(1);
  await expect.poll(log.running, soon).toEqual([]);
});

test("after threads ended by a pool, for a row that took too long and at its end", async () => {
  const log = processLog();
  vi.stubEnv("RETRODICT_TEST_PIDS", log.file);
  const pool = await workerPool({
    module: new URL("fixtures/plugin.ts", import.meta.url).href,
    simulator: "hang",
    workers: 2,
    rowTimeLimitMs: 3000,
  });
  const theta = { rows: 4, cols: 1, data: Float64Array.of(0.1, 0.2, 0.9, 0.3) };
  const { x, failures } = await pool.simulateBatch(stream(1), theta);
  expect(failures.map(({ row, reason }) => [row, reason])).toEqual([[2, "timed-out"]]);
  expect([x.data[0], x.data[3], x.data[9]]).toEqual([0.1, 0.2, 0.3]);
  await pool.close();
  vi.unstubAllEnvs();
  await expect.poll(log.running, soon).toEqual([]);
});

test("after a simulator that nobody holds any more", async () => {
  const log = processLog();
  run(shellProgram("exit 1", { pids: log.file }), [0.2]);
  expect(log.running()).toHaveLength(1);
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const running = () => {
    collect();
    return log.running();
  };
  await expect.poll(running, soon).toEqual([]);
});
