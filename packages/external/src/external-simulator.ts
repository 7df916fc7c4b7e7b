/** A simulator that has each row worked out elsewhere and blocks its thread meanwhile. */
import { RetrodictError, assertLength } from "@retrodict/check";
import type { Options, Rng, Simulator, SimulatorInfo } from "@retrodict/spec";
import { featureLength } from "@retrodict/summary";
import type { Ask } from "./bridge.ts";
import { requestWriter, type Reply } from "./protocol.ts";

/** As many as a worker pool may lose; each one lost may have cost a whole timeout. */
const MAX_LOST_IN_A_ROW = 50;

export interface ExternalSimulatorOptions<P extends string, O extends string> {
  readonly info: SimulatorInfo<P, O>;
  readonly options: Options | undefined;
  readonly ask: Ask;
  /** Begins the reason of a row that was lost, as in `"the program"`. */
  readonly subject: string;
}

/** Pure in `(rng, theta)` as far as what it asks is: all chance lies in one 32-bit seed per row. */
export function externalSimulator<P extends string, O extends string>({
  info,
  options,
  ask,
  subject,
}: ExternalSimulatorOptions<P, O>): Simulator<P, O> {
  const length = featureLength(info.outputs);
  const names = info.parameters.map(({ name }) => name);
  const request = requestWriter(names, options);
  let id = 0;
  let lostInARow = 0;
  let refusal: RetrodictError | undefined;

  function refuse(error: RetrodictError): never {
    refusal = error;
    throw error;
  }

  /** The values of a row, or the reason why it has none. */
  function settle(reply: Reply): Float64Array | string {
    lostInARow = reply.kind === "lost" ? lostInARow + 1 : 0;
    if (reply.kind === "values") return reply.values;
    if (reply.kind === "no-output") return reply.reason;
    if (reply.kind === "refused") return refuse(refused(subject, reply));
    const reason = `${subject} failed: ${reply.reason}`;
    return lostInARow < MAX_LOST_IN_A_ROW ? reason : refuse(givenUp(subject, reason));
  }

  return Object.freeze({
    info,
    simulate(rng: Rng, theta: Float64Array, out: Float64Array) {
      assertLength(theta, info.parameters.length, "theta", "external");
      assertLength(out, length, "out", "external");
      if (refusal !== undefined) throw refusal;
      out.fill(Number.NaN);
      const gap = theta.findIndex((value) => !Number.isFinite(value));
      if (gap >= 0) return `${names[gap]} is ${theta[gap]}, for which JSON has no number`;
      id++;
      const outcome = settle(ask({ id, request: request(id, rng.uint32(), theta) }));
      if (typeof outcome === "string") return outcome;
      out.set(outcome);
      return undefined;
    },
  });
}

const refused = (subject: string, { got, remedy }: Reply & { readonly kind: "refused" }) =>
  new RetrodictError("argument", "external", `expected ${subject} to start, got ${got}; ${remedy}`);

const givenUp = (subject: string, reason: string) =>
  new RetrodictError(
    "budget",
    "external",
    `expected ${subject} to answer, got ${MAX_LOST_IN_A_ROW} failures in a row, the last: ${reason}; send it one request by hand, and see that it writes nothing but replies and flushes them`,
  );
