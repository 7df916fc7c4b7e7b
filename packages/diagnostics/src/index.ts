export { c2st } from "./c2st/c2st.ts";
export type { C2st, C2stOptions, ClassifierTwoSampleTest } from "./c2st/types.ts";
export type { Verdict } from "./types.ts";
