const NEWLINE = 0x0a;

/** Cuts what a program writes into lines; never holds more than `maxBytes` that nobody has taken. */
export function lineReader(maxBytes: number) {
  const lines: Buffer[] = [];
  let rest: Buffer[] = [];
  let held = 0;
  return {
    /** False when it is too much, which ends the reading. */
    push(chunk: Buffer): boolean {
      held += chunk.length;
      if (held > maxBytes) return false;
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        lines.push(Buffer.concat([...rest, chunk.subarray(start, end)]));
        rest = [];
        start = end + 1;
      }
      rest.push(chunk.subarray(start));
      return true;
    },
    /** The oldest line not taken yet, without its end. */
    take(): string | undefined {
      const line = lines.shift();
      held -= line === undefined ? 0 : line.length + 1;
      return line?.toString("utf8");
    },
  };
}
