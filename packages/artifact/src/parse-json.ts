import { refuse } from "./refuse.ts";

/** `JSON.parse`, refusing a file whose text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    return refuse("expected JSON inside the artifact, got something else; do not use it", error);
  }
}
