/** Where numbers come from that differ from run to run. */

interface Source {
  readonly name: string;
  readonly owner: object;
  readonly key: string;
}

const sources: readonly Source[] = [
  { name: "Math.random", owner: Math, key: "random" },
  { name: "crypto.getRandomValues", owner: crypto, key: "getRandomValues" },
  { name: "Date.now", owner: Date, key: "now" },
  { name: "performance.now", owner: performance, key: "now" },
];

/** Names of the sources that `action` calls, each of which answers as ever. */
export function calledSources(action: () => void): readonly string[] {
  const called = new Set<string>();
  const restore = sources.map((source) => watch(source, () => called.add(source.name)));
  try {
    action();
  } finally {
    for (const back of restore) back();
  }
  return [...called];
}

/** Puts a function that tells of its calls in a source's place; returns how to take it away. */
function watch({ owner, key }: Source, onCall: () => void): () => void {
  const own = Object.getOwnPropertyDescriptor(owner, key);
  const original = Reflect.get(owner, key) as (...args: unknown[]) => unknown;
  const value = (...args: unknown[]) => {
    onCall();
    return original.apply(owner, args);
  };
  Object.defineProperty(owner, key, { value, configurable: true, writable: true });
  return () => {
    if (own === undefined) Reflect.deleteProperty(owner, key);
    else Object.defineProperty(owner, key, own);
  };
}
