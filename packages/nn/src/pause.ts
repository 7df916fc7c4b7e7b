/** Resolves after the event loop has had a turn, so timers, signals and drawing get theirs. */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    // A message is as fast as setImmediate, exists in browsers too and, unlike setTimeout, is not throttled.
    const { port1, port2 } = new MessageChannel();
    const received = (): void => {
      port1.close();
      resolve();
    };
    port1.addEventListener("message", received, { once: true });
    port1.start();
    port2.postMessage(null);
  });
}

/** A function to await between the steps of a long loop: pauses when `milliseconds` have gone by since it last did. */
export function pacer(milliseconds = 20): () => Promise<void> | undefined {
  let last = performance.now();
  return () => {
    if (performance.now() - last < milliseconds) return undefined;
    return pause().then(() => {
      last = performance.now();
    });
  };
}
