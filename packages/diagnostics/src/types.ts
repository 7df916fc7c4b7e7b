/** What a diagnostic comes to, for people and for tools that act on it. */
export interface Verdict {
  /** `"fail"` where chance alone would hardly explain it; `"unclear"` where there is too little to tell. */
  readonly outcome: "pass" | "fail" | "unclear";
  /** One sentence: what was found, and where it failed what that means and what to do. */
  readonly sentence: string;
}
