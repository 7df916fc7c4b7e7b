/*
 * What a store holds of a run: what the run is, and of every round theta, the rows simulated so far in stretches, and
 * the fit, each an artifact with a checksum. What is damaged counts as not there and is made again.
 */
import { decodeArtifact, encodeArtifact } from "@retrodict/artifact";
import { RetrodictError, assert } from "@retrodict/check";
import type { Fit, InferenceAlgorithm, Matrix, Round, SimulatedBatch } from "@retrodict/spec";
import type { RoundStore } from "./round-store.ts";

/** Theta of a round, and how it was drawn. */
export interface StoredTheta {
  readonly theta: Matrix;
  readonly proposed: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
}

/** The items of one round. */
export interface StoredRound<F extends Fit = Fit> {
  theta(): Promise<StoredTheta | undefined>;
  keepTheta(value: StoredTheta): Promise<void>;
  /** The rows from `first` on that were simulated together. */
  rows(first: number): Promise<SimulatedBatch | undefined>;
  keepRows(first: number, batch: SimulatedBatch): Promise<void>;
  /** The fit to these rounds, where the algorithm can restore one. */
  fit(algorithm: InferenceAlgorithm<F>, rounds: readonly Round[]): Promise<F | undefined>;
  keepFit(algorithm: InferenceAlgorithm<F>, fit: F): Promise<void>;
}

/** The items of round `index`. */
export function storedRound<F extends Fit>(store: RoundStore, index: number): StoredRound<F> {
  const name = (item: string): string => `round-${index}-${item}`;
  const thetaName = name("theta");
  const rowsName = (first: number): string => name(`x-${first}`);
  return Object.freeze<StoredRound<F>>({
    theta: async () => (await readItem(store, thetaName)) as StoredTheta | undefined,
    keepTheta: (value) => writeItem(store, thetaName, value),
    rows: async (first) => (await readItem(store, rowsName(first))) as SimulatedBatch | undefined,
    keepRows: (first, batch) => writeItem(store, rowsName(first), batch),
    async fit({ restore }, rounds) {
      const bytes = restore && (await store.read(name("fit")));
      if (bytes === undefined) return undefined;
      return unlessDamaged(() => restore!(bytes, rounds));
    },
    async keepFit({ save }, fit) {
      if (save !== undefined) await store.write(name("fit"), save(fit));
    },
  });
}

const HEADER = "run";

/**
 * Writes down what a run is, or checks that what a store holds is the same run. Throws an `argument` error that names
 * what differs.
 */
export async function claimStore(
  store: RoundStore,
  run: Readonly<Record<string, unknown>>,
): Promise<void> {
  // As text: an artifact keeps the order of no object's keys.
  const now: Readonly<Record<string, string>> = Object.fromEntries(
    Object.entries(run).map(([key, value]) => [key, JSON.stringify(value)]),
  );
  const stored = await readHeader(store);
  if (stored === undefined) return writeItem(store, HEADER, now);
  for (const key of Object.keys(now)) {
    assert(
      stored[key] === now[key],
      "argument",
      "rounds",
      () =>
        `expected a store of the same run, got one with another ${key} (${short(stored[key])}, now ${short(now[key])}); resume with the same settings, or use a new store`,
    );
  }
}

/** What was written down of a run: a name and JSON each. */
export const readHeader = async (store: RoundStore) =>
  (await readItem(store, HEADER)) as Readonly<Record<string, string>> | undefined;

const short = (text = "none"): string => (text.length > 80 ? `${text.slice(0, 77)}…` : text);

/** The value of an item; undefined where there is none or it is damaged. */
async function readItem(store: RoundStore, name: string): Promise<unknown> {
  const bytes = await store.read(name);
  return bytes && unlessDamaged(() => decodeArtifact(bytes).value);
}

function writeItem(store: RoundStore, name: string, value: unknown): Promise<void> {
  return store.write(name, encodeArtifact({ kind: "round-item", value, provenance: {} }));
}

function unlessDamaged<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RetrodictError && error.code === "data") return undefined;
    throw error;
  }
}
