/** Where a run is kept as it goes: bytes by name. What is written is there in full or not at all. */
export interface RoundStore {
  /** Undefined where nothing of that name was written. */
  read(name: string): Promise<Uint8Array | undefined>;
  /** Replaces what was there. Resolves once it would survive the end of the process. */
  write(name: string, bytes: Uint8Array): Promise<void>;
}

/** A store that lasts as long as the process: for tests, and to look at what a run keeps. */
export function memoryStore(): RoundStore {
  const items = new Map<string, Uint8Array>();
  return Object.freeze<RoundStore>({
    read: async (name) => items.get(name)?.slice(),
    async write(name, bytes) {
      items.set(name, bytes.slice());
    },
  });
}
