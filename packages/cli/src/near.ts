import { distance } from "fastest-levenshtein";

/** `" (did you mean a or b?)"` for names a typo or two away, `""` when there is none. */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = known
    .map((candidate) => ({
      candidate,
      far: distance(name.toLowerCase(), candidate.toLowerCase()),
    }))
    .filter(
      ({ candidate, far }) => far <= Math.min(3, Math.max(1, Math.floor(candidate.length / 2))),
    )
    .toSorted((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
  return near.length === 0 ? "" : ` (did you mean ${near.join(" or ")}?)`;
}
