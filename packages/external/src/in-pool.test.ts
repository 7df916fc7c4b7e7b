import { stream } from "@retrodict/random";
import { inProcess } from "@retrodict/simulate";
import { workerPool } from "@retrodict/simulate/pool";
import { expect, test } from "vitest";
import { plugin } from "./fixtures/plugin.ts";

const levels = Array.from({ length: 40 }, (_, i) => (i % 16 === 9 ? 0.7 : i / 100));
const theta = { rows: 40, cols: 1, data: Float64Array.from(levels) };

test("one thread, three and none give the same, crashes included", async () => {
  const module = new URL("fixtures/plugin.ts", import.meta.url).href;
  const [entry] = plugin.simulators;
  const expected = await inProcess(entry.create()).simulateBatch(stream(5), theta);
  expect(expected.failures.map(({ row }) => row)).toEqual([9, 25]);
  for (const workers of [1, 3]) {
    const pool = await workerPool({ module, simulator: entry.info.id, workers });
    const { x, failures } = await pool.simulateBatch(stream(5), theta);
    await pool.close();
    expect([...x.data]).toEqual([...expected.x.data]);
    expect(failures).toEqual(expected.failures);
  }
});
