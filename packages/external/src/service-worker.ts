/** The helper thread of an HTTP service: posts requests, with one more attempt where the first met a busy service. */
import { setTimeout as delay } from "node:timers/promises";
import { excerpt, lost, readReply } from "./protocol.ts";
import { serve } from "./serve.ts";
import type { HttpServiceOptions } from "./types.ts";

export interface ServiceSettings extends Pick<
  HttpServiceOptions,
  "url" | "headers" | "timeoutSeconds"
> {
  readonly length: number;
  readonly maxReplyBytes: number;
}

/** What a service does that restarts or has too much to do. */
const PASSING = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);
const RETRY_AFTER_MS = 200;

serve<ServiceSettings>((settings) => async ({ id, request }) => {
  const signal = AbortSignal.timeout(1000 * settings.timeoutSeconds);
  let outcome = await post(settings, request, signal);
  if (typeof outcome !== "string" && outcome.passing) {
    await delay(RETRY_AFTER_MS);
    outcome = await post(settings, request, signal);
  }
  return typeof outcome === "string"
    ? readReply(outcome, id, settings.length)
    : lost(outcome.problem);
});

interface Failure {
  readonly problem: string;
  /** Whether another attempt may do better. */
  readonly passing: boolean;
}

/** Resolves with the body of the answer, or with why there is none. */
async function post(
  { url, headers, timeoutSeconds, maxReplyBytes }: ServiceSettings,
  body: string,
  signal: AbortSignal,
): Promise<string | Failure> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json", ...headers },
      body,
      redirect: "error",
      signal,
    });
    const text = await readBody(response, maxReplyBytes);
    if (response.ok) return text;
    const problem = `it answered with status ${response.status} and ${excerpt(text)}`;
    return { problem, passing: response.status === 503 };
  } catch (error) {
    if (signal.aborted) {
      return { problem: `it did not reply within ${timeoutSeconds} s`, passing: false };
    }
    // fetch says only that it failed; its cause says why.
    const cause = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
    const code = cause.code ?? "";
    return { problem: cause.message || code, passing: PASSING.has(code) };
  }
}

async function readBody({ body }: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Throwing leaves the loop, and so ends the connection.
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw new Error(`its answer has more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
