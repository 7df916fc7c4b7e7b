/** One running program: from its start to its end, whichever way it ends. */
import { spawn } from "node:child_process";
import { hasGroups, startGuard } from "./guard.ts";
import { lineReader } from "./lines.ts";
import { lost, type Reply } from "./protocol.ts";
import type { ExternalProgramOptions } from "./types.ts";

export interface ProgramSettings extends Pick<
  ExternalProgramOptions,
  "command" | "args" | "cwd" | "env" | "timeoutSeconds"
> {
  readonly maxReplyBytes: number;
}

export interface Program {
  /** Writes one line; resolves with the next line the program writes, or with why there is none. */
  ask(line: string): Promise<string | Reply>;
  /** False once it has ended, by itself or killed. */
  alive(): boolean;
  /** Ends it at once, with what it started itself. */
  kill(): void;
  /** The last lines it wrote to standard error, on one line; empty if it wrote none. */
  lastWords(): string;
}

/** Of standard error, what is kept. */
const WORDS_BYTES = 2000;
const WORDS_LINES = 3;

/** Starts the program, in a process group of its own where there are any. */
export function startProgram(settings: ProgramSettings): Program {
  const { command, args = [], cwd, env, timeoutSeconds, maxReplyBytes } = settings;
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    detached: hasGroups,
    windowsHide: true,
  });
  const guard = hasGroups && child.pid !== undefined ? startGuard(child.pid) : undefined;
  const output = lineReader(maxReplyBytes);
  let words = Buffer.alloc(0);
  let ending: Reply | undefined;
  let waiting: ((outcome: string | Reply) => void) | undefined;

  /** Hands the next line, or else the end, to who waits for it. */
  function deliver(): void {
    const outcome = waiting && (output.take() ?? ending);
    if (outcome !== undefined) waiting?.(outcome);
  }
  function end(how: Reply): void {
    ending ??= how;
    kill();
    deliver();
  }
  function kill(): void {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      killGroup(child.pid);
    }
  }

  child.stdout.on("data", (chunk: Buffer) => {
    if (output.push(chunk)) deliver();
    else
      end(
        lost(`it wrote more than ${maxReplyBytes} bytes without a line or a request between them`),
      );
  });
  child.stderr.on("data", (chunk: Buffer) => {
    words = Buffer.concat([words, chunk]).subarray(-WORDS_BYTES);
  });
  child.on("error", (error: NodeJS.ErrnoException) => end(cannotStart(error)));
  child.on("exit", () => {
    guard?.dismiss();
    if (child.pid !== undefined) killGroup(child.pid);
  });
  // After "exit", once all it wrote was read.
  child.on("close", (code, signal) => {
    end(lost(signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`));
  });
  // Writing to a program that has ended; that it has is told by its end.
  child.stdin.on("error", () => {});

  return {
    ask(line) {
      return new Promise((resolve) => {
        const late = lost(`it did not reply within ${timeoutSeconds} s and was killed`);
        const timer = setTimeout(() => end(late), 1000 * timeoutSeconds);
        waiting = (outcome) => {
          clearTimeout(timer);
          waiting = undefined;
          resolve(outcome);
        };
        child.stdin.write(`${line}\n`);
        deliver();
      });
    },
    alive: () => ending === undefined && child.exitCode === null && child.signalCode === null,
    kill,
    lastWords: () =>
      words
        .toString("utf8")
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "")
        .slice(-WORDS_LINES)
        .join(" | "),
  };
}

function killGroup(pid: number): void {
  try {
    process.kill(hasGroups ? -pid : pid, "SIGKILL");
  } catch {
    // Nobody of it is left.
  }
}

/** What lies in the way today may be gone with the next row; a name that is wrong stays wrong. */
const PASSING = new Set(["EAGAIN", "EMFILE", "ENFILE", "ENOMEM"]);

const cannotStart = (error: NodeJS.ErrnoException): Reply =>
  PASSING.has(error.code ?? "")
    ? lost(`it could not be started: ${error.message}`)
    : {
        kind: "refused",
        got: error.message,
        remedy:
          "pass as command an executable that is installed here, and as cwd a folder that exists",
      };
