import type { RoundStore } from "./round-store.ts";
import { readHeader, storedRound } from "./stored-run.ts";

/** How many simulations a store holds, of all rounds, and how many of them have no output. */
export async function keptSimulations(
  store: RoundStore,
): Promise<{ readonly simulations: number; readonly failures: number }> {
  let simulations = 0;
  let failures = 0;
  const first = (await readHeader(store))?.initialRows;
  for (let index = first === undefined ? 0 : (JSON.parse(first) as unknown[]).length; ; index++) {
    const round = storedRound(store, index);
    if ((await round.theta()) === undefined) return { simulations, failures };
    for (let row = 0; ;) {
      const batch = await round.rows(row);
      if (batch === undefined) break;
      row += batch.x.rows;
      simulations += batch.x.rows;
      failures += batch.failures.length;
    }
  }
}
