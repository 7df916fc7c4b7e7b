/**
 * What is said to a program or a service, and what may come back: one JSON object each way, a line each for
 * a program, a body each for a service.
 */
import type { Options } from "@retrodict/spec";

/** One row to simulate, as it travels to the helper thread. */
export interface Exchange {
  /** Counts up within a simulator; the reply must repeat it. */
  readonly id: number;
  /** The request as JSON, without line breaks. */
  readonly request: string;
}

/** What became of a row. */
export type Reply =
  /** All is well. */
  | { readonly kind: "values"; readonly values: Float64Array }
  /** The simulator itself says why there is no output. */
  | { readonly kind: "no-output"; readonly reason: string }
  /** It crashed, hung, could not be reached or did not keep to the protocol; another row may do better. */
  | { readonly kind: "lost"; readonly reason: string }
  /** No row can ever do better. */
  | { readonly kind: "refused"; readonly got: string; readonly remedy: string };

export const lost = (reason: string): Reply => ({ kind: "lost", reason });

/**
 * Writes requests; `options` are turned into JSON once, typed arrays as lists. ASCII only, since what a program takes for
 * the encoding of its input or for the end of a line depends on its language and locale.
 */
export function requestWriter(parameters: readonly string[], options: Options = {}) {
  const plain = JSON.stringify(options, (_, value: unknown) =>
    ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
  );
  return (id: number, seed: number, theta: Float64Array): string => {
    const named = Object.fromEntries(parameters.map((name, i) => [name, theta[i]]));
    return ascii(`{"id":${id},"seed":${seed},"theta":${JSON.stringify(named)},"options":${plain}}`);
  };
}

const ascii = (json: string): string =>
  json.replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** Bytes a reply of `length` values may take: more than enough for decimals of any precision and a long error. */
export const maxReplyBytes = (length: number): number => 65_536 + 64 * length;

/** Reads one reply to request `id`; whatever does not keep to the protocol is `"lost"` and says why. */
export function readReply(text: string, id: number, length: number): Reply {
  const reply = parse(text);
  if (typeof reply !== "object" || reply === null || Array.isArray(reply)) {
    return lost(`it replied ${excerpt(text)}, which is not a JSON object`);
  }
  const { id: repeated, x, error } = reply as Readonly<Record<string, unknown>>;
  if (repeated !== id) return lost(`it replied to id ${JSON.stringify(repeated)}, not to ${id}`);
  if (typeof error === "string") return { kind: "no-output", reason: error };
  if (!Array.isArray(x))
    return lost(`its reply ${excerpt(text)} has neither a list x nor an error`);
  if (x.length !== length) return lost(`it replied with ${x.length} values, not ${length}`);
  const wrong = x.findIndex((value) => typeof value !== "number" && value !== null);
  if (wrong >= 0) return lost(`x[${wrong}] is ${excerpt(JSON.stringify(x[wrong]))}, not a number`);
  return { kind: "values", values: Float64Array.from(x, (value) => value ?? Number.NaN) };
}

/** JSON, and what Python and others write in its place where a number is not finite; undefined if neither. */
function parse(text: string): unknown {
  for (const json of [text, text.replace(/\bNaN\b/g, "null").replace(/\bInfinity\b/g, "1e999")]) {
    try {
      return JSON.parse(json) as unknown;
    } catch {
      // The next way of reading it may do.
    }
  }
  return undefined;
}

/** A text as messages quote it, short and on one line. */
export const excerpt = (text: string): string =>
  JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
