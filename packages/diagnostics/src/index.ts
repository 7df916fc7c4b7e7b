export type { Verdict } from "./types.ts";
