const KEPT_BYTES = 2000;
const QUOTED_LINES = 3;

/** The end of what a program writes to standard error. */
export function tail() {
  let kept = Buffer.alloc(0);
  return {
    push(chunk: Buffer): void {
      kept = Buffer.concat([kept, chunk]).subarray(-KEPT_BYTES);
    },
    /** The last lines on one line; empty if there are none. */
    quote: (): string =>
      kept
        .toString("utf8")
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "")
        .slice(-QUOTED_LINES)
        .join(" | "),
  };
}
