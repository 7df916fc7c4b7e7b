/** What a store says that its run is: everything the results depend on but code, each as JSON under its name. */
import { assert } from "@retrodict/check";
import type { Fit, Rng, Round } from "@retrodict/spec";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { RoundStore } from "./round-store.ts";
import { decodeValue, readItem, writeItem, type Note } from "./stored-item.ts";
import { storedRound } from "./stored-round.ts";
import type { RoundsOptions, Study } from "./types.ts";

const HEADER = "run";

type Header = Readonly<Record<string, string>>;

/**
 * Writes down what a run is, or checks that what a store holds is the same run. Throws an `argument` error that names
 * what differs, and a `data` error where simulations are kept of which nobody knows any more what they are. How many
 * rounds there are to be and when to stop is no part of it, since no round depends on those after it.
 */
export async function claimStore<F extends Fit>(
  store: RoundStore,
  run: { readonly rng: Rng; readonly study: Study<F>; readonly options: RoundsOptions<F> },
): Promise<void> {
  const now = identity(run);
  const { initial = [], onNote } = run.options;
  const stored = await readHeader(store, onNote);
  if (stored === undefined) {
    assert(
      (await store.read(HEADER)) === undefined ||
        (await storedRound(store, initial.length).theta()) === undefined,
      "data",
      "rounds",
      "expected a store that says what run it is of, got one where that is damaged; use a new store",
    );
    return writeItem(store, HEADER, now);
  }
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

/** How many rounds the run of a store was given; 0 where nothing was written. */
export async function initialRounds(store: RoundStore): Promise<number> {
  const header = await readHeader(store);
  return header === undefined ? 0 : (JSON.parse(header.initial) as unknown[]).length;
}

const readHeader = async (store: RoundStore, note?: Note) =>
  (await readItem(store, HEADER, { decode: decodeValue, note })) as Header | undefined;

function identity<F extends Fit>({
  rng,
  study: { simulator, prior, algorithm, observed },
  options: { simulationsPerRound, initial = [], fit = {} },
}: Parameters<typeof claimStore<F>>[1]): Header {
  const { info } = simulator;
  const parts = {
    stream: rng.fork("round").state().words,
    simulator: `${info.id} ${info.version}`,
    parameters: info.parameters.map(({ name }) => name),
    prior: prior.config ?? null,
    algorithm: algorithm.name,
    observed: Array.from("rows" in observed ? observed.data : observed, String),
    simulationsPerRound,
    initial: initial.map(fingerprint),
    fit,
  };
  return Object.fromEntries(
    Object.entries(parts).map(([key, value]) => [key, JSON.stringify(value)]),
  );
}

/** A round in few characters: others have others. */
const fingerprint = ({ theta, x }: Round): string =>
  bytesToHex(
    [theta, x]
      .reduce(
        (hash, { data }) =>
          hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
        sha256.create(),
      )
      .digest(),
  ).slice(0, 16);

const short = (text = "none"): string => (text.length > 80 ? `${text.slice(0, 77)}…` : text);
