/** The helper thread's side of the bridge. */
import { workerData } from "node:worker_threads";
import type { HelperData } from "./bridge.ts";
import type { Exchange, Reply } from "./protocol.ts";

/** Answers exchanges, which come one at a time, for as long as the thread lives. */
export function serve<Settings>(
  start: (settings: Settings) => (exchange: Exchange) => Promise<Reply>,
): void {
  const { settings, replied, port } = workerData as HelperData<Settings>;
  const answer = start(settings);
  port.on("message", (exchange: Exchange) => {
    void answer(exchange)
      .catch(unexpected)
      .then((reply) => {
        port.postMessage(reply);
        Atomics.store(replied, 0, 1);
        Atomics.notify(replied, 0);
      });
  });
}

/** Node says no before it tries: a working folder that is a file, arguments too long. */
const unexpected = (error: unknown): Reply => ({
  kind: "refused",
  got: String(error),
  remedy: "correct what the simulator was made with",
});
