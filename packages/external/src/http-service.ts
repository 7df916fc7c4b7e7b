import { assert, assertRange } from "@retrodict/check";
import type { Simulator } from "@retrodict/spec";
import { featureLength } from "@retrodict/summary";
import { bridge } from "./bridge.ts";
import { externalSimulator } from "./external-simulator.ts";
import { maxReplyBytes } from "./protocol.ts";
import type { HttpServiceOptions } from "./types.ts";

/** After so long Node's fetch gives up by itself. */
const MAX_TIMEOUT_SECONDS = 300;

/**
 * A simulator behind an HTTP service (Node only): a POST of one JSON object per row, answered by one. A row that the
 * service fails is all NaN and says why; status 503 and connections it breaks off are tried once more.
 *
 * Throws `RetrodictError` outside Node, on a URL that is none of http, and on a timeout out of range; rows throw it
 * once the service failed at 50 rows running.
 */
export function httpService<P extends string = string, O extends string = string>(
  settings: HttpServiceOptions<P, O>,
): Simulator<P, O> {
  const { info, options, url, headers, timeoutSeconds } = settings;
  assertRange(timeoutSeconds, 0.001, MAX_TIMEOUT_SECONDS, "timeoutSeconds", "external");
  assert(
    URL.canParse(url) && /^https?:$/.test(new URL(url).protocol),
    "argument",
    "external",
    () => `expected an http or https url, got "${url}"; pass one such as http://localhost:8080/`,
  );
  const length = featureLength(info.outputs);
  const ask = bridge({
    helper: "service-worker",
    settings: { url, headers, timeoutSeconds, length, maxReplyBytes: maxReplyBytes(length) },
    timeoutSeconds,
  });
  return externalSimulator({ info, options, ask, subject: `the service ${url}` });
}
