import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { pluginChecks } from "@retrodict/conformance";
import { stream } from "@retrodict/random";
import { workerPool } from "@retrodict/simulate/pool";
import { afterAll, expect, test, vi } from "vitest";

let service: ChildProcess;
afterAll(() => service.kill());

/** In a process of its own, since a simulator blocks the thread that runs it; gives its URL. */
async function startService(): Promise<string> {
  const script = fileURLToPath(new URL("start.ts", import.meta.url));
  service = spawn(process.execPath, [script, "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(service.stdout!, "data")) as [Buffer];
  return line.toString().trim();
}

const url = await startService();
vi.stubEnv("PREDATORS_AND_PREY_URL", url);
const { plugin } = await import("./plugin.ts");

for (const { name, run } of pluginChecks(plugin)) test(name, run);

test("two threads give the same as one", async () => {
  const theta = {
    rows: 20,
    cols: 3,
    data: Float64Array.from({ length: 60 }, (_, i) => [0.5, 0.0025, 0.3][i % 3] * (1 + i / 100)),
  };
  const results: number[][] = [];
  for (const workers of [1, 2]) {
    const module = new URL("plugin.ts", import.meta.url).href;
    const pool = await workerPool({ module, simulator: "predators-and-prey", workers });
    results.push([...(await pool.simulateBatch(stream(1), theta)).x.data]);
    await pool.close();
  }
  expect(results[0].every(Number.isFinite)).toBe(true);
  expect(results[1]).toEqual(results[0]);
});
