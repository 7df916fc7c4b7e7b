/** The operating system's side of a program: its process, what it started itself, and that neither outlives us. */
import { spawn } from "node:child_process";
import { hasGroups, startGuard } from "./guard.ts";
import type { ExternalProgramOptions } from "./types.ts";

export type ChildSettings = Pick<ExternalProgramOptions, "command" | "args" | "cwd" | "env">;

/** Starts the process, leading a group of its own where there are groups. */
export function startChild({ command, args = [], cwd, env }: ChildSettings) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    detached: hasGroups,
    windowsHide: true,
  });
  const { pid, stdin, stdout, stderr } = child;
  // Writing to a program that has ended; that it has is told by its end.
  stdin.on("error", () => {});
  const alive = () => pid !== undefined && child.exitCode === null && child.signalCode === null;
  if (pid !== undefined && hasGroups) {
    const guard = startGuard(pid);
    child.on("exit", () => {
      guard.dismiss();
      // It may have left others behind.
      killGroup(pid);
    });
  }
  return {
    stdin,
    stdout,
    stderr,
    alive,
    /** Ends it at once, with what it started itself. */
    kill(): void {
      if (pid !== undefined && alive()) killGroup(pid);
    },
    /** Calls back when it could not be started. */
    onError: (listener: (error: NodeJS.ErrnoException) => void) => void child.on("error", listener),
    /** Calls back when it has ended and all it wrote was read, with how. */
    onEnd: (listener: (how: string) => void) =>
      void child.on("close", (code, signal) =>
        listener(signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`),
      ),
  };
}

function killGroup(pid: number): void {
  try {
    process.kill(hasGroups ? -pid : pid, "SIGKILL");
  } catch {
    // Nobody of it is left.
  }
}
