import { isText } from "./data.ts";
import { expectTrue } from "./expect.ts";

/** The action must throw an error whose message says something, and all of `mentions`. */
export function expectRefusal(action: () => void, who: string, what: string, mentions = ""): void {
  const error = thrown(action);
  expectTrue(error !== undefined, `${who} to refuse ${what}`, "no error");
  const message = error instanceof Error ? error.message : "";
  expectTrue(
    isText(message) && message.includes(mentions),
    `an error of ${who} that says what is wrong with ${what}${mentions && `, ${mentions}`}`,
    String(error),
  );
}

/** What the action throws; undefined if nothing. */
export function thrown(action: () => void): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error ?? new Error("undefined was thrown");
  }
}
