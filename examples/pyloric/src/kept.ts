/** What a run has done, in a folder: each result a file with a checksum that is there in full or not at all. */
import { decodeArtifact, encodeArtifact } from "@retrodict/artifact";
import { folderStore } from "@retrodict/rounds/folder";
import { gatherRows, stackRows, type BatchSimulator, type Matrix, type Rng } from "retrodict";

export interface Kept {
  /** What `compute` gives: read if it was computed before. A tree of plain data. */
  once<T>(name: string, compute: () => Promise<T> | T): Promise<T>;
  /** The simulator, which keeps what it simulates under a name, a few rows at a time. */
  simulator(
    name: string,
    simulator: Pick<BatchSimulator, "simulateBatch">,
  ): Pick<BatchSimulator, "simulateBatch">;
}

/** Rows that are simulated before they are kept: what a killed run loses at most. */
const STRETCH = 100;

/** Results under `folder`. Files of other settings are refused. */
export async function keptIn(folder: string, settings: object): Promise<Kept> {
  const store = folderStore(folder);
  async function once<T>(name: string, compute: () => Promise<T> | T): Promise<T> {
    const bytes = await store.read(name);
    if (bytes !== undefined) return decodeArtifact(bytes).value as T;
    const value = await compute();
    await store.write(name, encodeArtifact({ kind: name, value, provenance: {} }));
    return value;
  }
  const now = JSON.stringify(settings);
  const before = await once("settings", () => now);
  if (before !== now)
    throw new Error(
      `expected the settings of ${folder}, ${before}, got ${now}; repeat those, or choose another --out`,
    );
  return {
    once,
    simulator: (name, simulator) => ({
      async simulateBatch(rng: Rng, theta: Matrix) {
        const parts: Matrix[] = [];
        for (let first = 0; first < theta.rows; first += STRETCH) {
          const count = Math.min(STRETCH, theta.rows - first);
          const rows = Array.from({ length: count }, (_, i) => first + i);
          const part = await once(`${name}-${first}`, async () => {
            const own = gatherRows(theta, rows);
            return (await simulator.simulateBatch(rng, own, { firstRow: first })).x;
          });
          parts.push(part);
        }
        return { x: stackRows(...parts), failures: [] };
      },
    }),
  };
}
