/**
 * Asking another thread and blocking until it answers, since `simulate` is synchronous while pipes and sockets are
 * not. Forty lines of our own on `Atomics.wait` rather than synckit, whose one worker per file and thread cannot be
 * ended or replaced when it is stuck, is shared by all simulators, and passes a NODE_OPTIONS of its own on to the
 * programs it would start.
 *
 * Loads anywhere, so that a page can import a plugin and be told that it runs in Node only.
 */
import type { MessagePort, Worker } from "node:worker_threads";
import { RetrodictError } from "@retrodict/check";
import { lost, type Exchange, type Reply } from "./protocol.ts";

/** What the helper thread is given; `settings` is whatever its kind needs. */
export interface HelperData<Settings> {
  readonly settings: Settings;
  /** Becomes 1 once a reply was posted. */
  readonly replied: Int32Array<SharedArrayBuffer>;
  readonly port: MessagePort;
}

export interface BridgeOptions<Settings> {
  readonly helper: "program-worker" | "service-worker";
  /** Structured-cloneable. */
  readonly settings: Settings;
  /** Time the helper needs at most. */
  readonly timeoutSeconds: number;
}

/** Blocks until the helper has replied. */
export type Ask = (exchange: Exchange) => Reply;

interface Helper extends Pick<HelperData<unknown>, "replied" | "port"> {
  readonly worker: Worker;
}

/**
 * The helper keeps time itself. This much later it is taken to be stuck: long enough for a busy machine to start a
 * thread, and the reason that no wait is for ever.
 */
const GRACE_SECONDS = 30;

/** Ends helpers, and with them programs, whose simulator nobody holds any more. */
const unused = new FinalizationRegistry<{ helper?: Helper }>(
  ({ helper }) => void helper?.worker.terminate(),
);

/** Starts its helper at the first request. Throws `RetrodictError` where there are no threads. */
export function bridge<Settings>(options: BridgeOptions<Settings>): Ask {
  const threads = nodeThreads();
  const held: { helper?: Helper } = {};
  const limit = 1000 * (options.timeoutSeconds + GRACE_SECONDS);
  const ask: Ask = (exchange) => {
    const { worker, replied, port } = (held.helper ??= startHelper(threads, options));
    Atomics.store(replied, 0, 0);
    port.postMessage(exchange);
    if (Atomics.wait(replied, 0, 0, limit) !== "timed-out") {
      return threads.receiveMessageOnPort(port)!.message as Reply;
    }
    void worker.terminate();
    held.helper = undefined;
    return lost(`the thread that speaks to it did not answer within ${limit / 1000} s`);
  };
  unused.register(ask, held);
  return ask;
}

type Threads = typeof import("node:worker_threads");

function startHelper<Settings>(threads: Threads, options: BridgeOptions<Settings>): Helper {
  const { port1, port2 } = new threads.MessageChannel();
  const replied = new Int32Array(new SharedArrayBuffer(4));
  const workerData: HelperData<Settings> = { settings: options.settings, replied, port: port2 };
  // The sibling with this file's own extension: a source in the workspace, built elsewhere.
  const here = import.meta.url;
  const file = new URL(`${options.helper}.${here.endsWith(".ts") ? "ts" : "js"}`, here);
  const worker = new threads.Worker(file, { workerData, transferList: [port2] });
  worker.unref();
  return { worker, replied, port: port1 };
}

function nodeThreads(): Threads {
  const node = globalThis.process as NodeJS.Process | undefined;
  const threads = node?.getBuiltinModule?.("node:worker_threads");
  if (threads !== undefined) return threads;
  throw new RetrodictError(
    "argument",
    "external",
    "expected to run in Node, which can start programs and wait for them, got a browser or the like; run this simulator with the command line or in a Node program",
  );
}
