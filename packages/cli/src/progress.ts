import cliProgress from "cli-progress";
import type { Io } from "./io.ts";

/** A bar per phase of a run on a terminal; nothing at all in a pipe. */
export interface Progress {
  show(phase: string, done: number, total: number): void;
  /** Ends the bar, so that other lines may follow. */
  stop(): void;
}

/** Progress on the standard error of `io`. */
export function progress({ stderr }: Io): Progress {
  if (!stderr.isTTY) return { show: () => {}, stop: () => {} };
  const bar = new cliProgress.SingleBar(
    {
      stream: stderr,
      linewrap: true,
      format: "{phase} {bar} {value}/{total}  {duration_formatted}",
    },
    cliProgress.Presets.shades_classic,
  );
  let current: string | undefined;
  return {
    show(phase, done, total) {
      if (phase !== current) {
        if (current !== undefined) bar.stop();
        current = phase;
        bar.start(total, done, { phase: phase.padEnd(12) });
      }
      bar.update(done);
    },
    stop() {
      if (current !== undefined) bar.stop();
      current = undefined;
    },
  };
}
