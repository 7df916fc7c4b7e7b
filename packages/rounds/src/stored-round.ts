/*
 * What a store holds of a round: theta, the rows simulated so far in stretches, and the fit, each with a checksum. What
 * is damaged counts as not there and is made again.
 */
import type {
  Fit,
  InferenceAlgorithm,
  Matrix,
  Round,
  SimulatedBatch,
  Support,
} from "@retrodict/spec";
import type { RoundStore } from "./round-store.ts";
import { decodeValue, readItem, writeItem, type Note } from "./stored-item.ts";

/** Theta of a round, and how it was drawn. */
export interface StoredTheta {
  readonly theta: Matrix;
  readonly proposed: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
  readonly from: DrawnFrom;
}

/** What theta was drawn from, as far as it can be written down. */
export interface DrawnFrom {
  readonly prior: boolean;
  readonly truncates?: "prior" | undefined;
  readonly support: Support;
  /** Of the first rows of theta, so that another density is noticed. */
  readonly logDensity: Float64Array;
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
export function storedRound<F extends Fit>(
  store: RoundStore,
  index: number,
  note?: Note,
): StoredRound<F> {
  const name = (item: string): string => `round-${index}-${item}`;
  const thetaName = name("theta");
  const rowsName = (first: number): string => name(`x-${first}`);
  const value = (item: string) => readItem(store, item, { decode: decodeValue, note });
  return Object.freeze<StoredRound<F>>({
    theta: async () => (await value(thetaName)) as StoredTheta | undefined,
    keepTheta: (theta) => writeItem(store, thetaName, theta),
    rows: async (first) => (await value(rowsName(first))) as SimulatedBatch | undefined,
    keepRows: (first, batch) => writeItem(store, rowsName(first), batch),
    async fit({ restore }, rounds) {
      if (restore === undefined) return undefined;
      return readItem(store, name("fit"), { decode: (bytes) => restore(bytes, rounds), note });
    },
    async keepFit({ save }, fit) {
      if (save !== undefined) await store.write(name("fit"), save(fit));
    },
  });
}
