/** A conversation with one running program, from its start to its end, whichever way it ends. */
import { startChild, type ChildSettings } from "./child.ts";
import { lineReader } from "./lines.ts";
import { lost, type Reply } from "./protocol.ts";
import { tail } from "./tail.ts";

export interface ProgramSettings extends ChildSettings {
  readonly timeoutSeconds: number;
  readonly maxReplyBytes: number;
}

export interface Program {
  /** Writes one line; resolves with the next line the program writes, or with why there is none. */
  ask(line: string): Promise<string | Reply>;
  /** False once it has ended, by itself or killed. */
  alive(): boolean;
  kill(): void;
  /** The last lines it wrote to standard error, on one line. */
  lastWords(): string;
}

/** Starts the program. */
export function startProgram(settings: ProgramSettings): Program {
  const { timeoutSeconds, maxReplyBytes } = settings;
  const child = startChild(settings);
  const output = lineReader(maxReplyBytes);
  const words = tail();
  let ending: Reply | undefined;
  let settle: ((outcome: string | Reply) => void) | undefined;

  /** Hands the next line, or else the end, to who waits for it. */
  function deliver(): void {
    const outcome = settle && (output.take() ?? ending);
    if (outcome !== undefined) settle?.(outcome);
  }
  function end(how: Reply): void {
    ending ??= how;
    child.kill();
    deliver();
  }

  child.stdout.on("data", (chunk: Buffer) => {
    if (output.push(chunk)) deliver();
    else end(lost(`it wrote more than ${maxReplyBytes} bytes without a line or a request between`));
  });
  child.stderr.on("data", words.push);
  child.onError((error) => end(cannotStart(error)));
  child.onEnd((how) => end(lost(how)));

  function ask(line: string): Promise<string | Reply> {
    const late = lost(`it did not reply within ${timeoutSeconds} s and was killed`);
    const timer = setTimeout(() => end(late), 1000 * timeoutSeconds);
    return new Promise((resolve) => {
      settle = (outcome) => {
        clearTimeout(timer);
        settle = undefined;
        resolve(outcome);
      };
      child.stdin.write(`${line}\n`);
      deliver();
    });
  }

  return {
    ask,
    alive: () => ending === undefined && child.alive(),
    kill: child.kill,
    lastWords: words.quote,
  };
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
