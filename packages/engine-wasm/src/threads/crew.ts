/** The worker threads of an engine, as the calling thread commands them. */
import { extname } from "node:path";
import {
  MessageChannel,
  Worker,
  receiveMessageOnPort,
  type MessagePort,
} from "node:worker_threads";
import { RetrodictError, assert } from "@retrodict/check";
import { COMMANDS, type Command } from "./party.ts";
import type { SharedProgram } from "./shared-program.ts";
import { CONTROL, advance, controlArray, waitWhile } from "./signals.ts";
import type { CrewMember } from "./thread-worker.ts";

/** A worker that is silent for so long is taken for dead. */
const PATIENCE_MS = 60_000;

export interface Crew {
  /** Gives every worker a program; programs are numbered in the order they come. */
  compile(shared: SharedProgram): void;
  /** Starts a command in all workers, once the one before has ended. */
  start(command: Command, program: number, rows: number): void;
  /** Waits until all workers have done what was started; throws where one failed. */
  join(): void;
  close(): Promise<void>;
}

/** Starts `count` threads; idle ones do not keep the process alive. */
export function startCrew(count: number): Crew {
  const control = controlArray();
  const members = Array.from({ length: count }, (_, i) => startMember(control, i + 1));
  let awaited = 0;
  let closed = false;
  let failure: string | undefined;
  for (const { worker } of members) {
    // Seen between commands only: during one the calling thread waits, and then its patience decides.
    worker.on("error", (error) => (failure ??= `the error ${String(error)}`));
    worker.on("exit", () => (failure ??= "one that ended"));
  }

  function join(): void {
    // Differences, since the counters wrap around.
    for (;;) {
      const done = Atomics.load(control, CONTROL.done);
      if (((done - awaited) | 0) >= 0) break;
      if (!waitWhile(control, CONTROL.done, done, PATIENCE_MS))
        failure ??= "no answer for a minute";
      check();
    }
    if (Atomics.load(control, CONTROL.failed) > 0) failure ??= firstError(members);
    check();
  }
  function check(): void {
    if (failure === undefined) return;
    throw new RetrodictError(
      "numeric",
      "engine-wasm",
      `expected worker threads that compute, got ${failure}; make another engine`,
    );
  }
  function start(command: Command, program: number, rows: number): void {
    assert(
      !closed,
      "argument",
      "engine-wasm",
      "expected an open engine, got a closed one; close it after the last use of its programs",
    );
    join();
    control[CONTROL.command] = COMMANDS.indexOf(command);
    control[CONTROL.program] = program;
    control[CONTROL.rows] = rows;
    awaited = (awaited + count) | 0;
    advance(control, CONTROL.generation);
  }
  return Object.freeze<Crew>({
    compile(shared) {
      for (const { port } of members) port.postMessage(shared);
      start("compile", 0, 0);
      join();
    },
    start,
    join,
    async close() {
      closed = true;
      await Promise.all(members.map(({ worker }) => worker.terminate()));
    },
  });
}

interface Member {
  readonly worker: Worker;
  readonly port: MessagePort;
}

/** The worker is the sibling with this file's own extension: a source in the workspace, built elsewhere. */
function startMember(control: Int32Array, index: number): Member {
  const { port1, port2 } = new MessageChannel();
  const member: CrewMember = { control, index, port: port2 };
  const worker = new Worker(
    new URL(`./thread-worker${extname(import.meta.url)}`, import.meta.url),
    { workerData: member, transferList: [port2] },
  );
  worker.unref();
  port1.unref();
  return { worker, port: port1 };
}

function firstError(members: readonly Member[]): string {
  const messages = members.map(({ port }) => receiveMessageOnPort(port)?.message as unknown);
  return `the error ${JSON.stringify(messages.find((message) => message !== undefined))}`;
}
