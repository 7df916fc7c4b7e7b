import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { RowFailure, RunOptions } from "@retrodict/spec";
import { afterAll, describe, expect, test } from "vitest";
import { plugin } from "./fixtures/plugin.ts";
import { thetaOf } from "./fixtures/theta.ts";
import { configuredSimulator, inProcess, type SimulatorConfiguration } from "./index.ts";
import { workerPool, type WorkerPool, type WorkerPoolOptions } from "./pool.ts";

const module = new URL("./fixtures/plugin.ts", import.meta.url).href;
const opened: WorkerPool[] = [];

async function open(simulator: string, options: Partial<WorkerPoolOptions> = {}) {
  const pool = await workerPool({ module, simulator, workers: 2, ...options });
  opened.push(pool);
  return pool;
}

afterAll(() => Promise.all(opened.map((pool) => pool.close())));

const rows = 40;
const here = (simulator: string, configuration?: SimulatorConfiguration) =>
  inProcess(
    configuredSimulator(
      plugin.simulators.find(({ info }) => info.id === simulator)!,
      configuration,
    ),
  );

/** What the well-behaved simulator gives, with the rows of `failures` NaN. */
async function expectedBytes(failures: readonly RowFailure[], total = rows) {
  const { x } = await here("plain").simulateBatch(stream(7), thetaOf(total));
  for (const { row } of failures) x.data.fill(Number.NaN, 4 * row, 4 * row + 4);
  return [...x.data];
}

async function misbehave(
  simulator: string,
  trouble: readonly number[],
  options?: Partial<WorkerPoolOptions>,
) {
  const pool = await open(simulator, options);
  const { x, failures } = await pool.simulateBatch(stream(7), thetaOf(rows, trouble));
  expect([...x.data]).toEqual(await expectedBytes(failures));
  expect(failures.map(({ row }) => row)).toEqual(trouble);
  return failures;
}

describe("a worker pool", () => {
  test("goes on from a later row with the rows of a run that did not stop", async () => {
    const pool = await open("plain");
    const theta = matrix(rows - 15, 2, thetaOf(rows).data.slice(30));
    const { x } = await pool.simulateBatch(stream(7), theta, { firstRow: 15 });
    expect([...x.data]).toEqual((await expectedBytes([])).slice(60));
  });

  test("gives the bytes of the calling thread with 1, 2 and 5 workers", async () => {
    const expected = await expectedBytes([], 300);
    for (const workers of [1, 2, 5]) {
      const pool = await open("plain", { workers });
      const { x, failures } = await pool.simulateBatch(stream(7), thetaOf(300));
      expect(failures).toEqual([]);
      expect([x.rows, x.cols]).toEqual([300, 4]);
      expect([...x.data]).toEqual(expected);
    }
  });

  test("gives them for batches that overlap, and for fewer rows than workers", async () => {
    const pool = await open("plain");
    const batches = await Promise.all(
      [90, 1, 50, 0].map((n) => pool.simulateBatch(stream(7), thetaOf(n))),
    );
    for (const { x } of batches) expect([...x.data]).toEqual(await expectedBytes([], x.rows));
    expect(batches.map(({ x }) => x.rows)).toEqual([90, 1, 50, 0]);
  });

  test("makes the simulator as configured", async () => {
    const configuration = { options: { gain: 3, offset: 1 }, features: ["sum"] };
    const pool = await open("summarised", configuration);
    const local = here("summarised", configuration);
    expect(pool.info).toEqual(local.info);
    const { x } = await pool.simulateBatch(stream(1), thetaOf(9));
    const expected = await local.simulateBatch(stream(1), thetaOf(9));
    expect([...x.data]).toEqual([...expected.x.data]);
  });

  test("fails rows that throw or are not finite, with the messages of the calling thread", async () => {
    for (const simulator of ["throwing", "nan"]) {
      const failures = await misbehave(simulator, [0, 7, 39]);
      const { failures: expected } = await here(simulator).simulateBatch(
        stream(7),
        thetaOf(rows, [0, 7, 39]),
      );
      expect(failures).toEqual(expected);
    }
  });

  test("fails rows that hang past the limit, and only those", async () => {
    const failures = await misbehave("hanging", [3, 20], { rowTimeLimitMs: 100 });
    expect(failures[0]).toEqual({
      row: 3,
      reason: "timed-out",
      message: "the row took longer than 100 ms",
    });
    expect(failures[1].reason).toBe("timed-out");
  });

  test("fails rows that end their thread, and only those", async () => {
    const failures = await misbehave("exiting", [0, 1, 2, 30]);
    for (const { reason, message } of failures) {
      expect(reason).toBe("threw");
      expect(message).toBe("its worker thread ended: worker exited with code: 3");
    }
  });

  test("fails a row that runs out of memory, and only that", () => {
    const program = fileURLToPath(new URL("./fixtures/out-of-memory.ts", import.meta.url));
    const output = execFileSync(process.execPath, ["--max-old-space-size=64", program]);
    expect(JSON.parse(output.toString())).toEqual([
      { row: 3, reason: "threw", message: expect.stringContaining("memory limit") },
    ]);
  });

  test("gives up, but keeps what is done, when worker after worker is lost", async () => {
    const pool = await open("exiting");
    const all = Array.from({ length: 70 }, (_, row) => row);
    const { failures } = await pool.simulateBatch(stream(7), thetaOf(70, all));
    expect(failures.map(({ row }) => row)).toEqual(all);
    expect(failures.at(-1)).toEqual({
      row: 69,
      reason: "not-run",
      message: "50 workers in a row were lost",
    });
    expect(failures.filter(({ reason }) => reason === "threw").length).toBeGreaterThanOrEqual(50);
  });

  test("stops at once on a signal, keeps what is done, and can go on", async () => {
    const pool = await open("slow");
    const controller = new AbortController();
    const total = 2000;
    let aborted = 0;
    const { x, failures } = await pool.simulateBatch(stream(7), thetaOf(total), {
      signal: controller.signal,
      onProgress: (done) => {
        if (done < 10 || controller.signal.aborted) return;
        aborted = performance.now();
        controller.abort();
      },
    });
    // 2000 rows of 5 ms on two threads would take 5 s more.
    expect(performance.now() - aborted).toBeLessThan(1000);
    expect(failures.length).toBeLessThanOrEqual(total - 10);
    expect(failures.length).toBeGreaterThan(0);
    expect(failures.every(({ reason }) => reason === "not-run")).toBe(true);
    expect([...x.data]).toEqual(await expectedBytes(failures, total));
    const again = await pool.simulateBatch(stream(7), thetaOf(4));
    expect([...again.x.data]).toEqual(await expectedBytes([], 4));
  });

  test("a hanging row does not hold up an abort", async () => {
    const pool = await open("hanging");
    const { failures } = await pool.simulateBatch(stream(7), thetaOf(4, [0, 1]), {
      signal: AbortSignal.timeout(200),
    });
    expect(failures.slice(0, 2)).toEqual(
      [0, 1].map((row) => ({ row, reason: "not-run", message: "the run was aborted first" })),
    );
  });

  test("an aborted signal runs nothing; progress counts rows to the end", async () => {
    const pool = await open("slow");
    const { failures } = await pool.simulateBatch(stream(7), thetaOf(4), {
      signal: AbortSignal.abort(),
    });
    expect(failures).toHaveLength(4);
    const seen: number[] = [];
    const onProgress: RunOptions["onProgress"] = (done, total) => {
      expect(total).toBe(100);
      seen.push(done);
    };
    await pool.simulateBatch(stream(7), thetaOf(100), { onProgress });
    expect(seen.at(-1)).toBe(100);
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });

  test("closing aborts what runs; a closed pool says so", async () => {
    const pool = await open("slow");
    const running = pool.simulateBatch(stream(7), thetaOf(2000));
    await pool.close();
    expect((await running).failures.length).toBeGreaterThan(0);
    await expect(pool.simulateBatch(stream(7), thetaOf(1))).rejects.toThrow(/open worker pool/);
  });
});

describe("what cannot be set up is an error of the run", () => {
  test.each<[string, Partial<WorkerPoolOptions>, RegExp]>([
    ["a module that is not there", { module: "./nowhere.js" }, /module that loads.*nowhere/],
    ["a module without a plugin", { module: "node:path" }, /node:path to export plugin/],
    ["an unknown simulator", { simulator: "hh" }, /got "hh"; pass one of plain, slow/],
    ["an entry that cannot be created", { simulator: "unmakeable" }, /no such cell type/],
    ["an unknown feature", { features: ["rate"] }, /noisy, trace/],
    ["options that cannot be copied", { options: { f: () => 1 } }, /copied to threads/],
    ["no workers", { workers: 0 }, /workers to be an integer/],
    ["no time", { rowTimeLimitMs: 0 }, /rowTimeLimitMs to be positive/],
  ])("%s", async (_, options, message) => {
    await expect(open("plain", options)).rejects.toThrow(message);
    await expect(open("plain", options)).rejects.toHaveProperty("name", "RetrodictError");
  });

  test("a simulator that only threads cannot make", async () => {
    const pool = await open("main-only");
    await expect(pool.simulateBatch(stream(1), thetaOf(4))).rejects.toThrow(
      /worker threads can make.*not in a thread/,
    );
  });

  test("a thread that ends while it makes the simulator", async () => {
    const pool = await open("main-or-exit");
    await expect(pool.simulateBatch(stream(1), thetaOf(4))).rejects.toThrow(
      /worker threads can make.*exited with code: 4/,
    );
  });
});
