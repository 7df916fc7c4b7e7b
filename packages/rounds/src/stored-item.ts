/** One item of a store: a tree in an artifact, whose checksum tells whether it is as it was written. */
import { decodeArtifact, encodeArtifact } from "@retrodict/artifact";
import { RetrodictError } from "@retrodict/check";
import type { RoundStore } from "./round-store.ts";

/** Takes a sentence about what was found in a store. */
export type Note = (sentence: string) => void;

/** What `decode` makes of an item; undefined where there is none or, which `note` then says, it is damaged. */
export async function readItem<T>(
  store: RoundStore,
  name: string,
  { decode, note }: { decode(bytes: Uint8Array): T; readonly note?: Note | undefined },
): Promise<T | undefined> {
  const bytes = await store.read(name);
  if (bytes === undefined) return undefined;
  try {
    return decode(bytes);
  } catch (error) {
    if (!(error instanceof RetrodictError) || error.code !== "data") throw error;
    note?.(`${name} in the store is damaged and is made again.`);
    return undefined;
  }
}

export function writeItem(store: RoundStore, name: string, value: unknown): Promise<void> {
  return store.write(name, encodeArtifact({ kind: "round-item", value, provenance: {} }));
}

export const decodeValue = (bytes: Uint8Array): unknown => decodeArtifact(bytes).value;
