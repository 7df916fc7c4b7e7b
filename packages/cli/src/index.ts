export type { Io } from "./io.ts";
export { exitCodes, run } from "./run.ts";
