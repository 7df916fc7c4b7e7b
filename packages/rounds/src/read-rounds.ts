import { stackRows } from "@retrodict/matrix";
import type { Matrix, Round, RowFailure } from "@retrodict/spec";
import { initialRounds } from "./claim-store.ts";
import { forgottenProposal } from "./drawn-from.ts";
import type { RoundStore } from "./round-store.ts";
import { storedRound } from "./stored-round.ts";

/**
 * The rounds that a store holds, as far as they are simulated, to be `initial` in another run: of another algorithm,
 * other settings or another observation. Rounds the stored run was itself given are not among them. Proposals other
 * than the prior have no density any more, which an algorithm that asks for it says; to have them back, resume the run.
 */
export async function readRounds(store: RoundStore): Promise<readonly Round[]> {
  return (await simulatedRounds(store)).map(({ round }) => round);
}

/** How many simulations a store holds, of all rounds, and how many of them have no output. */
export async function keptSimulations(
  store: RoundStore,
): Promise<{ readonly simulations: number; readonly failures: number }> {
  const found = await simulatedRounds(store);
  return {
    simulations: found.reduce((sum, { round }) => sum + round.theta.rows, 0),
    failures: found.reduce((sum, { failures }) => sum + failures, 0),
  };
}

interface FoundRound {
  readonly round: Round;
  readonly failures: number;
}

async function simulatedRounds(store: RoundStore): Promise<readonly FoundRound[]> {
  const found: FoundRound[] = [];
  for (let index = await initialRounds(store); ; index++) {
    const items = storedRound(store, index);
    const drawn = await items.theta();
    if (drawn === undefined) return found;
    const parts: Matrix[] = [];
    const failures: RowFailure[] = [];
    let rows = 0;
    for (let part = await items.rows(0); part !== undefined; part = await items.rows(rows)) {
      parts.push(part.x);
      failures.push(...part.failures);
      rows += part.x.rows;
    }
    if (rows === 0) return found;
    const { cols, data } = drawn.theta;
    const theta = { rows, cols, data: data.slice(0, rows * cols) };
    const round = { theta, x: stackRows(...parts), proposal: forgottenProposal(drawn) };
    found.push({ round, failures: failures.length });
  }
}
